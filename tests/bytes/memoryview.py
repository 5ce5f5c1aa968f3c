# memoryview over bytes, bytearray and array.
from array import array
b = bytearray(b"abcdef"); m = memoryview(b)
print(m[0], m[-1], len(m), m[1:3].tobytes(), bytes(m), list(m), m.tolist(), m.nbytes, m.itemsize, m.format, m.readonly, m.ndim, m.shape, m.strides, m.contiguous, m.obj is b)
m[0] = 65; m[1:3] = b"XY"; print(b); m[-1] = 90; print(b, m == b, m == b"AXYdeZ", m != b"x", m[1:] == b[1:])
s = m[2:5]; s[0] = 48; print(b, s.tobytes(), s[1:].tobytes(), s[::-1].tobytes(), m[::2].tolist(), m[::-2].tolist(), bytes(m[1:4]))
r = memoryview(b"const"); print(r.readonly, r[1], hash(r) == hash(b"const"), r.hex(), r == b"const", 99 in r, "".join(map(chr, r)), r.tobytes().upper(), max(r), sorted(r))
a = array("h", [1, -2, 300]); v = memoryview(a); print(v[1], len(v), v.itemsize, v.format, v.nbytes, v.tolist(), v.tobytes() == a.tobytes()); v[0] = 7; print(a); print(memoryview(array("d", [1.5, 2.5])).tolist())
for bad in ("r.__setitem__(0, 1)", "m[100]", "m['a']", "m.__setitem__(0, 256)", "m.__setitem__(slice(0, 2), b'abc')", "m.__setitem__(0, 'a')", "memoryview('a')", "memoryview(5)", "memoryview([1])", "memoryview()", "hash(m)", "m.__delitem__(0)", "v.__setitem__(0, 100000)", "m + m"):
    try: print(bad, eval(bad))
    except Exception as e: print(bad, type(e).__name__)
c = memoryview(bytearray(8)).cast("I"); c[0] = 0x01020304; print(len(c), c[0], c.itemsize, c.format, c.tobytes()[4:], c.cast("B").tolist()[4:])
with memoryview(b) as w: print(w[0])
try: w[0]
except ValueError as e: print(e)
x = memoryview(b"ab"); x.release(); x.release()
print(memoryview(memoryview(b"nest")).tobytes(), memoryview(b"") == b"", len(memoryview(b"")), memoryview(b"abc")[1:][0], memoryview(b"ab") == memoryview(bytearray(b"ab")), bool(memoryview(b"")), isinstance(m, memoryview))
i, *j = memoryview(b"xyz"); print(i, j); print(b"".join([memoryview(b"a"), b"b"]), bytearray(memoryview(b"q")), int.from_bytes(memoryview(b"\x01\x02"), "big"), memoryview(b"k").toreadonly().readonly)
big = memoryview(bytearray(range(256))); print(sum(big), big[100:110].tolist(), big[200:][::10].tolist())
