# print in all its forms; input.
import sys, io
print(); print(1); print(1, 2, "a", None, [1]); print(1, 2, sep=""); print(1, 2, sep=", "); print(1, end=""); print("|"); print("a", "b", sep="\n", end="!\n"); print(sep="x"); print(end="e\n"); print("x", sep=None, end=None); print(*range(5), sep="-"); print("é€😀"); print("a\0b".replace("\0", "0")); print("tab\tend")
f = io.StringIO(); print("to file", 5, file=f, end="#"); print("more", file=f, flush=True); print(repr(f.getvalue())); print("stdout", file=sys.stdout); print("none", file=None)
class W:
    def __init__(self): self.got = []
    def write(self, s): self.got.append(s)
w = W(); print("a", 1, sep="-", file=w); print("".join(w.got))
for bad in ("print(sep=1)", "print(end=b'x')", "print(1, foo=2)", "print(1, file=5)"):
    try: eval(bad)
    except Exception as e: print(type(e).__name__, e)
class S:
    def __str__(self): return "S!"
    def __repr__(self): return "R!"
print(S(), [S()], (S(),), {S().__str__(): S()}, str(S()) + repr(S()))
class BadStr:
    def __str__(self): raise ValueError("no str")
try: print("before", BadStr())
except ValueError as e: print(e)
sys.stdout.write("direct\n"); print(sys.stdout.write("four"), sys.stdout.flush())
line = input(); print("got", repr(line)); line = input("prompt> "); print(repr(line)); print([int(x) for x in input().split()])
print(repr(sys.stdin.readline()), sys.stdin.read())
try: input()
except EOFError as e: print("EOF")
