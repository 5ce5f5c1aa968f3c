# Files: text and bytes, modes, seeking, iteration, with, errors. Works in a scratch folder of its own.
import os
folder = "_scratch_files"
try: os.mkdir(folder)
except OSError: pass
name = folder + "/a.txt"
with open(name, "w") as f: print(f.write("line 1\nline 2\nwörld\n"), f.tell() > 0)
with open(name) as f: print(f.read())
with open(name) as f: print(f.readline(), f.readlines(), repr(f.readline()), repr(f.read()))
with open(name) as f: print([l for l in f], list(f))
with open(name, "r") as f: print(f.read(3), f.read(4), next(f), f.readline())
with open(name, "a") as f: f.write("appended")
with open(name, encoding="utf-8") as f: print(f.read().split("\n"))
with open(name, "rb") as f: print(f.read(6), f.tell(), f.seek(0), f.readline(), f.seek(-8, 2), f.read(), f.read()); 
with open(name, "r+") as f: f.write("LINE"); f.seek(0); print(f.readline())
with open(name, "rb+") as f: f.seek(2); f.write(b"##"); f.seek(0); print(f.read(8))
with open(name, "wb") as f: print(f.write(b"\x00\xff\n"), f.write(bytearray(b"ab")))
with open(name, "rb") as f: b = bytearray(3); print(f.readinto(b), b, f.readlines())
with open(name, "w+") as f: f.write("abc"); f.seek(1); print(f.read())
f = open(name); print(f.read()); f.close(); f.close()
for bad in ("f.read()", "f.write('x')", "open('no such file')", "open(name, 'q')", "open(name, 'rw')", "open(folder)", "open(name, 'wb').write('s')", "open(name, 'w').write(b's')", "open(folder + '/none/x', 'w')", "open()", "open(name, 'r').nothing"):
    try: eval(bad); print(bad, "ok")
    except OSError as e: print(bad, type(e).__name__, e.errno)
    except Exception as e: print(bad, type(e).__name__)
with open(name, "w") as f:
    print("printed", 1, file=f); print("second", end="", file=f); f.flush()
print(open(name).read())
try:
    with open(name) as f: raise KeyError("inside")
except KeyError as e: print(e)
try: f.read()
except ValueError as e: print("closed")
with open(name, "w") as f:
    for i in range(1000): f.write(f"{i}\n")
print(sum(int(l) for l in open(name)), len(open(name).read()), open(name).readlines()[-1])
with open(name, "w") as f: f.write("a\r\nb\rc\n")
with open(name, "rb") as f: print(f.read())
with open(name, "w", encoding="utf-8") as f: f.write("é€😀\n日本")
with open(name, encoding="utf-8") as f: print(f.read(1), f.read(2), f.read(), len(open(name, "rb").read()))
print(open(__file__).readline().strip()); x = open(name, mode="rb"); print(x.read(2)); x.close()
os.remove(name); os.rmdir(folder); print(folder in os.listdir("."))
