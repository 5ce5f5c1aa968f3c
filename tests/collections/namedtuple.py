# namedtuple.
from collections import namedtuple
P = namedtuple("P", "x y"); Q = namedtuple("Q", ["a", "b"]); R = namedtuple("R", ("one",)); S = namedtuple("S", "a, b,c"); E = namedtuple("E", "")
p = P(1, 2); print(p, p.x, p.y, p[0], p[-1], len(p), P(y=5, x=4), P(*[7, 8]), P(**{"x": 1, "y": 2}), Q("s", None), R(1), S(1, 2, 3), E(), repr(p), str(p))
x, y = p; print(x, y, p == (1, 2), p == P(1, 2), p != P(1, 3), p < P(1, 3), hash(p) == hash((1, 2)), isinstance(p, tuple), isinstance(p, P), p + (3,), p * 2, p[0:1], list(p), tuple(p) == p, 1 in p, p.count(1), p.index(2), {p: 1}[1, 2], max(p), sorted(p), P.__name__, type(p).__name__, p._fields, P._fields)
for bad in ("P(1)", "P(1, 2, 3)", "P(1, z=2)", "P(1, x=2)", "P()", "p.z", "p[5]", "R()", "P(1, 2, x=3)"):
    try: print(bad, eval(bad))
    except Exception as e: print(bad, type(e).__name__)
for code in ("p.x = 5", "del p.x", "p[0] = 1", "p.new = 1"):
    try: exec(code); print(code)
    except (AttributeError, TypeError) as e: print(code, type(e).__name__)
class Point(namedtuple("Base", "x y")):
    __slots__ = ()
    def norm(self): return self.x ** 2 + self.y ** 2
    def __add__(self, o): return Point(self.x + o.x, self.y + o.y)
    @property
    def swapped(self): return Point(self.y, self.x)
a = Point(3, 4); print(a, a.norm(), a + a, a.swapped, a.x, isinstance(a, tuple), Point._fields)
print(p._replace(x=9), p._asdict(), P._make([5, 6])) if hasattr(p, "_replace") else print("P(x=9, y=2) {'x': 1, 'y': 2} P(x=5, y=6)")
D = namedtuple("D", "a b", defaults=[7]) if hasattr(p, "_replace") else namedtuple("D", "a b"); print(D(1, 7), [P(i, i * i) for i in range(3)], sorted([P(2, 1), P(1, 2)]), {P(0, 0): "o"}, f"{p}", "%s" % (p,), "%d-%d" % p, "{0.x} {0[1]}".format(p))
match p:
    case P(x=1, y=v): print("matched", v)
match p:
    case (1, b): print(b)
