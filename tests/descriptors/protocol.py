# Descriptors: data and non-data, __set_name__, lookup order, on classes and metaclasses.
class Data:
    def __init__(self, name): self.name = name
    def __get__(self, obj, cls): return "get", self.name, obj is not None, cls.__name__
    def __set__(self, obj, v): print("set", self.name, v)
    def __delete__(self, obj): print("delete", self.name)
class NonData:
    def __get__(self, obj, cls=None): return "nondata", obj is not None
class OnlySet:
    def __set__(self, obj, v): obj.__dict__["os"] = v * 2
class Named:
    def __set_name__(self, owner, name): print("set_name", owner.__name__, name); self.name = name
    def __get__(self, obj, cls): return self if obj is None else obj.__dict__.get(self.name, "unset")
    def __set__(self, obj, v): obj.__dict__[self.name] = v
class C:
    d = Data("d")
    n = NonData()
    os = OnlySet()
    named = Named()
    plain = 1
c = C()
print(c.d, C.d); c.d = 5; del c.d
c.__dict__["d"] = "instance"; print(c.d)
print(c.n, C.n); c.n = "instance"; print(c.n); del c.n; print(c.n)
print(type(c.os).__name__); c.os = 4; print(c.os)
print(c.named); c.named = 3; print(c.named, c.__dict__["named"], type(C.named).__name__)
try: del c.named
except AttributeError as e: print(type(e).__name__, e)
C.d = "replaced"; print(c.d, C.d)
c.desc = NonData(); print(type(c.desc).__name__)
class Inherit(C): pass
print(Inherit().named, Inherit().n)
class Validated:
    def __init__(self, kind): self.kind = kind
    def __set_name__(self, owner, name): self.key = "_" + name
    def __get__(self, obj, cls): return getattr(obj, self.key)
    def __set__(self, obj, v):
        if not isinstance(v, self.kind): raise TypeError(f"{self.key[1:]} must be {self.kind.__name__}")
        setattr(obj, self.key, v)
class Point:
    x = Validated(int); y = Validated(float)
    def __init__(self, x, y): self.x = x; self.y = y
p = Point(1, 2.0); print(p.x, p.y)
try: Point("a", 1.0)
except TypeError as e: print(e)
class Lazy:
    def __init__(self, f): self.f = f
    def __set_name__(self, o, n): self.n = n
    def __get__(self, obj, cls):
        if obj is None: return self
        print("computed"); v = obj.__dict__[self.n] = self.f(obj); return v
class U:
    @Lazy
    def value(self): return 42
u = U(); print(u.value, u.value)
class Raises:
    def __get__(self, o, c): raise AttributeError("from get")
class V:
    r = Raises()
    def __getattr__(self, n): return "getattr " + n
print(V().r)
def f(self): return self
print(f.__get__(5)(), f.__get__(5, int)())
print(staticmethod(f).__get__(1)(2), classmethod(f).__get__(1, int)().__name__, classmethod(f).__get__(1)().__name__)
print(staticmethod(f)(3), staticmethod(f).__func__ is f)
class Meta(type):
    md = Data("meta"); mn = NonData()
class W(metaclass=Meta):
    mn = "own"
print(W.md, W.mn); W.md = 1
class BadName:
    def __set_name__(self, o, n): raise ValueError("in set_name")
try:
    class X: b = BadName()
except (RuntimeError, ValueError) as e: print("error in set_name")
class Callable:
    def __get__(self, o, c): return lambda *a: ("called", a)
class Y: m = Callable()
print(Y().m(1, 2))
class Index:
    def __get__(self, o, c): return lambda i: ("item", i)
class Z: __getitem__ = Index(); __len__ = lambda self: 3; __call__ = Index()
print(Z()[5], len(Z()), Z()(7))
