# Objects with write() and read() used as streams; print to them; redirecting sys.stdout.
import sys, io
class Upper:
    def __init__(self): self.parts = []
    def write(self, s): self.parts.append(s.upper()); return len(s)
    def flush(self): self.parts.append("<flush>")
u = Upper(); print("hello", 1, file=u); print("x", end="", file=u, flush=True); print("".join(u.parts))
class NoWrite: pass
try: print("x", file=NoWrite())
except AttributeError as e: print(e)
class Fails:
    def write(self, s): raise OSError(28, "full")
try: print("x", file=Fails())
except OSError as e: print(e.errno)
s = io.StringIO(); print(*range(3), sep=",", file=s); print("é", file=s); print(repr(s.getvalue()))
class Tee:
    def __init__(self, *t): self.t = t
    def write(self, s): [x.write(s) for x in self.t]
a, b = io.StringIO(), io.StringIO(); print("both", file=Tee(a, b)); print(a.getvalue() == b.getvalue() == "both\n")
class Lines:
    def __init__(self, f): self.f = f
    def __iter__(self): return self
    def __next__(self):
        l = self.f.readline()
        if not l: raise StopIteration
        return l.rstrip("\n")
print(list(Lines(io.StringIO("a\nb\n\nc"))), list(enumerate(io.StringIO("x\ny"))), [l.split(",") for l in io.StringIO("1,2\n3,4\n")])
