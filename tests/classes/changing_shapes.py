# One piece of code that sees many classes, and classes and instances that change under it.
def get(o): return o.x
def put(o, v): o.x = v
def call(o, *a): return o.m(*a)
def has(o): return hasattr(o, "x")
class A: 
    def __init__(self): self.x = "A"
    def m(self, *a): return "A.m", a
class B: x = "class B"; m = staticmethod(lambda *a: ("B.m", a))
class C:
    __slots__ = ("x",)
    def __init__(self): self.x = "slot"
    @classmethod
    def m(cls, *a): return cls.__name__, a
class D:
    @property
    def x(self): return "property"
    @x.setter
    def x(self, v): self.saved = v
    def m(self, a=5): return "D.m", a
class E:
    def __getattr__(self, n):
        if n == "m": return lambda *a: ("E getattr", a)
        return "getattr " + n
class F(A):
    def m(self, *a): return "F", super().m(*a)
class G(dict): x = 1; m = dict.get
class H:
    def __getattribute__(self, n): return (lambda *a: ("H", a)) if n == "m" else "attribute " + n
class I(A):
    def __setattr__(self, n, v): object.__setattr__(self, n, ("wrapped", v))
objects = [A(), B(), C(), D(), E(), F(), G(a=7), H(), I(), type("J", (), {"x": "J", "m": lambda self, *a: "J.m"})()]
for round in range(3):
    for o in objects:
        print(type(o).__name__, get(o), call(o, "a") if not isinstance(o, D) else call(o), has(o), end="; ")
        if round == 1 and not isinstance(o, (G, H)): put(o, "new"); print(get(o), end="; ")
    print()
a = A()
for i in range(6):
    print(get(a), call(a)[0], end=" ")
    if i == 0: A.m = lambda self, *a: ("replaced",)
    if i == 1: a.m = lambda *a: ("on instance",)
    if i == 2: del a.m
    if i == 3: A.x = property(lambda self: "data descriptor wins")
    if i == 4: del A.x
print(); A.m = lambda self, *a: ("A.m again", a)
class K: pass
k1, k2 = K(), K(); k1.a = 1; k1.b = 2; k2.b = 3; k2.a = 4
def ab(o): return o.a, o.b
print([ab(o) for o in (k1, k2, k1, k2)]); del k1.a; k1.a = 9; print(ab(k1), list(vars(k1)), list(vars(k2)))
try: del k1.b; ab(k1)
except AttributeError as e: print(e)
K.b = "from class"; print(ab(k1), ab(k2)); k1.b = 5; print(ab(k1)); del K.b; print(ab(k1))
class L: v = 1
class M(L): pass
m = M()
def v(o): return o.v
print(v(m), end=" "); L.v = 2; print(v(m), end=" "); M.v = 3; print(v(m), end=" "); m.v = 4; print(v(m), end=" "); del m.v; print(v(m), end=" "); del M.v; print(v(m), end=" "); del L.v
try: v(m)
except AttributeError as e: print(e)
L.v = 5; print(v(m)); m.__class__ = K
try: v(m)
except AttributeError as e: print(e)
m.__class__ = M; print(v(m)); m.__dict__["v"] = "via dict"; print(v(m)); m.__dict__ = {"v": "new dict"}; print(v(m), vars(m)); m.__dict__.clear(); print(v(m))
objs = []
for i in range(40):
    o = K(); [setattr(o, "f%d" % ((i + j) % 7), j) for j in range(5)]; o.last = i; objs.append(o)
def last(o): return o.last
print(sum(last(o) for o in objs), [sorted(vars(o)) for o in objs[:3]])
class N: pass
n = N()
for i in range(100): setattr(n, "a%d" % i, i)
def a50(o): return o.a50 + o.a99
print(a50(n), a50(n)); del n.a10; print(a50(n)); n.a50 = 1000; print(a50(n), len(vars(n)))
class O:
    def __init__(self, n): self.n = n
    def __add__(self, o): return O(self.n + o.n)
    def __eq__(self, o): return self.n == o.n
    def __lt__(self, o): return self.n < o.n
def add(a, b): return a + b
def lt(a, b): return "less" if a < b else "not"
for p in ((1, 2), (1.5, 2), ("a", "b"), ([1], [2]), (O(1), O(2)), (2**70, 1), (1, 2**70), (True, 1), ((1,), (2,)), (1, 2.5), (b"a", b"b"), (O(5), O(1)), (3, 4)):
    r = add(*p); print(r.n if isinstance(r, O) else r, lt(*p), end="; ")
print(); O.__add__ = lambda a, b: "changed"; print(add(O(1), O(2))); del O.__add__
try: add(O(1), O(2))
except TypeError as e: print(e)
def attr_err(o): return o.nothing
for o in (1, "a", [], None, K(), K, len, (), {}):
    try: attr_err(o)
    except AttributeError as e: print(e)
class P:
    n = 0
    def bump(self): self.n += 1; return self.n
    @classmethod
    def cbump(cls): cls.n += 1; return cls.n
p, q = P(), P(); print([p.bump() for _ in range(3)], q.bump(), P.n, [P.cbump() for _ in range(3)], p.n, P().n)
def mod(x): return x.pi
import math
class Fake: pi = "fake"
print(mod(math) > 3, mod(Fake), mod(Fake()), mod(math) > 3)
