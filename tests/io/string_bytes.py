# StringIO and BytesIO.
from io import StringIO, BytesIO
s = StringIO(); print(s.write("hello\n"), s.write("wörld"), s.getvalue(), s.tell() > 0); s.seek(0); print(s.read(2), s.readline(), s.read(), repr(s.read()), s.read(5) == ""); s.seek(0); print(list(s)); s.seek(0); print(s.readlines(), s.readline() == "")
t = StringIO("a\nb\n\nc"); print([l for l in t]); t.seek(0); print(next(t), t.readline(1), t.readline(), t.readline(), t.readline(), t.readline() == ""); t.seek(0); t.write("ZZ"); print(t.getvalue()); t.seek(0, 2); t.write("!"); print(repr(t.getvalue())); t.close()
for bad in ("t.read()", "t.write('x')", "t.getvalue()", "t.seek(0)"):
    try: print(bad, eval(bad))
    except ValueError as e: print(bad, "ValueError")
b = BytesIO(b"abc\ndef"); print(b.read(1), b.readline(), b.read(), b.tell(), b.seek(1), b.read(2), b.seek(-2, 2), b.read(), b.seek(0), b.seek(2, 1), b.read()); buf = bytearray(4); b.seek(0); print(b.readinto(buf), buf, b.readinto(buf), buf, b.readinto(buf)); b.seek(5); b.write(b"XYZ123"); print(b.getvalue()); b.seek(15); b.write(b"end"); print(b.getvalue()); print(BytesIO().getvalue(), BytesIO(bytearray(b"q")).read(), [l for l in BytesIO(b"x\ny\n")], BytesIO(b"1\n2").readlines(), BytesIO(b"ab").getvalue())
for bad in ("b.write('str')", "s.write(b'x')", "s.write(5)", "StringIO(5)", "BytesIO('a')", "b.seek(-1)", "s.read('a')", "b.nothing"):
    try: print(bad, eval(bad))
    except Exception as e: print(bad, type(e).__name__)
with StringIO("ctx") as c: print(c.read(), c.tell())
try: c.read()
except ValueError: print("closed")
w = StringIO(); w.write("abc"); w.seek(1); w.write("X"); print(w.getvalue(), w.flush()); print("printed", file=w); print(repr(w.getvalue())); i = BytesIO(b"\0" * 3); i.write(b"\x01"); print(i.getvalue(), list(i.read()))
u = StringIO("é€😀x"); print(u.read(1), u.read(2), u.read()); v = StringIO(); 
for n in range(500): v.write(str(n))
print(len(v.getvalue()), v.getvalue()[-6:]); m = BytesIO(); m.write(memoryview(b"mv")); m.write(bytearray(b"ba")); print(m.getvalue(), m.tell())
