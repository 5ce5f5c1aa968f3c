# Annotations are evaluated or not, but never get in the way.
x: int = 1
y: "no such name" = 2
def f(a: int, b: str = "s", *c: tuple, d: float = 1.5, **e: dict) -> list: return a, b, c, d, e
print(f(1), f(1, "t", 3, d=4, z=5), x, y)
class C:
    a: int = 5
    b: str
    def m(self: "C", v: list[int] | None = None) -> "C": self.z: int = 7; return self.z
print(C.a, hasattr(C, "b"), C().m())
def g():
    local: int = 3
    unset: list
    try: unset
    except UnboundLocalError as e: print(type(e).__name__)
    return local
print(g(), (lambda q: q)(1))
(p): int = 4
d = {}; d["k"]: int = 5; C.n: int = 6; print(p, d, C.n)
async def h(a: int) -> int: return a
c = h(1)
try: c.send(None)
except StopIteration as s: print(s.value)
for i in range(2): v: int = i
print(v)
