# __slots__.
class P:
    __slots__ = ("x", "y")
    def __init__(self, x, y=0): self.x = x; self.y = y
p = P(1, 2); print(p.x, p.y); p.x = 5; print(p.x)
try: p.z = 1
except AttributeError as e: print(e)
del p.x
try: p.x
except AttributeError as e: print(e)
try: del p.x
except AttributeError as e: print(type(e).__name__)
print(hasattr(p, "__dict__"), hasattr(p, "x"), hasattr(p, "y"), type(P.x).__name__, P.__slots__)
class Q(P):
    pass
q = Q(1); q.z = 3; print(q.x, q.z, q.__dict__)
class R(P):
    __slots__ = ["w"]
r = R(1, 2); r.w = 3; print(r.x, r.y, r.w)
try: r.v = 1
except AttributeError as e: print(type(e).__name__)
class Single: __slots__ = "one"
s = Single(); s.one = 1; print(s.one)
class WithDict: __slots__ = ("a", "__dict__")
w = WithDict(); w.a = 1; w.b = 2; print(w.a, w.b, w.__dict__)
class Empty: __slots__ = ()
try: Empty().x = 1
except AttributeError as e: print(e)
try:
    class Conflict: __slots__ = ("c",); c = 1
except ValueError as e: print(e)
class Default:
    __slots__ = ("v",)
    def __getattr__(self, n): return "fallback " + n
d = Default(); print(d.v); d.v = 1; print(d.v)
class Priv:
    __slots__ = ("__p",)
    def __init__(self): self.__p = 7
    def get(self): return self.__p
print(Priv().get())
class Many: __slots__ = tuple("s%d" % i for i in range(40))
m = Many()
for n in Many.__slots__: setattr(m, n, n)
print(m.s0, m.s39)
class Meth:
    __slots__ = ("val",)
    cls = 5
    def add(self, n): self.val = getattr(self, "val", 0) + n; return self.val
t = Meth(); t.add(1); print(t.add(2), t.cls)
try: t.cls = 6
except AttributeError as e: print(type(e).__name__)
for bad in (5, (1,), ("a b",)):
    try: type("B", (), {"__slots__": bad})
    except TypeError as e: print(type(e).__name__)
