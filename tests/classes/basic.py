# Classes: attributes, methods, inheritance, class bodies, introspection.
class A:
    "doc of A"
    shared = [1]
    def __init__(self, x=0):
        self.x = x
    def get(self):
        return self.x
a = A(5)
print(a.x, a.get(), A.get(a), A.shared, a.shared is A.shared)
a.shared = 2
print(a.shared, A.shared, A(1).shared)
del a.shared
print(a.shared)
print(A.__name__, A.__qualname__, A.__module__, A.__bases__, a.__class__ is A)
print(type(a) is A, isinstance(a, A), isinstance(a, object), isinstance(a, (int, A)), isinstance(A, type))
class B(A):
    def get(self):
        return "B" + str(super().get())
    @property
    def double(self): return self.x * 2
b = B(3)
print(b.get(), b.double, issubclass(B, A), issubclass(A, B), issubclass(B, (int, A)), B.__bases__ == (A,), B.__mro__ == (B, A, object))
print(a.__dict__, sorted(k for k in A.__dict__ if not k.startswith("__")))
A.late = lambda self: "late " + str(self.x)
print(a.late(), b.late())
class Empty: pass
class Paren(): pass
e = Empty()
e.a = 1; e.b = 2; e.c = 3
print(e.__dict__, vars(e))
e.__dict__["d"] = 4
print(e.d)
del e.a
print(sorted(vars(e)))
print([n for n in dir(b) if not n.startswith("_")])
class Body:
    total = 0
    for i in range(4): total += i
    if total > 3: big = True
    else: small = True
    def helper(n): return n * 2
    computed = helper(total)
    del helper
    x = y = 1
    [p, q] = 1, 2
    try: raise ValueError
    except ValueError: caught = "yes"
    with open(__file__) as f: first = f.read(1)
print(Body.total, Body.big, Body.computed, hasattr(Body, "helper"), Body.p + Body.q, Body.caught, Body.first, Body.i)
def make(base, **kw):
    class Made(base):
        locals().update(kw) if False else None
        value = kw.get("value")
    return Made
print(make(A, value=3)(1).get(), make(dict, value=4).value)
class Outer:
    class Inner:
        class Deep: pass
        def m(self): pass
print(Outer.Inner.__qualname__, Outer.Inner.Deep.__qualname__, Outer.Inner.m.__qualname__, Outer.Inner.__name__)
class Private:
    __secret = 1
    def __hidden(self): return self.__secret
    def get(self): self.__mine = 2; return self.__hidden(), self.__mine
    __dunder__ = 3
p = Private()
print(p.get(), [n for n in sorted(vars(p))], Private._Private__secret, Private.__dunder__)
try: p.__secret
except AttributeError as error: print(error)
class C:
    def __new__(cls, *args):
        print("new", cls.__name__, args)
        return super().__new__(cls)
    def __init__(self, *args): print("init", args)
c = C(1, 2)
class NotMine:
    def __new__(cls): return 5
    def __init__(self): print("never")
print(NotMine())
class BadInit:
    def __init__(self): return 1
try: BadInit()
except TypeError as error: print(error)
try: A(1, 2, 3)
except TypeError as error: print(error)
try: Empty(1)
except TypeError as error: print(error)
try: A.get()
except TypeError as error: print(error)
class S:
    count = 0
    @staticmethod
    def static(a, b=2): return a, b
    @classmethod
    def make(cls, *a): cls.count += 1; return cls.__name__, a
class T(S): pass
print(S.static(1), S().static(1, 3), S.make(1), T.make(2), T().make(), S.count, T.count)
T.count = 10
print(T.make(), S.count, T.count)
x = Empty(); x.f = lambda: "no self"; print(x.f())
Empty.g = lambda self: "self"; print(x.g())
Empty.h = len
try: print(x.h([1]))
except TypeError as error: print(error)
print(a == a, a == A(5), a != b, hash(a) == hash(a), bool(a))
print(repr(Empty).startswith("<class '"), repr(Empty) == str(Empty), str(int), repr(type), f"{Empty!r}")
A.__name__ = "Renamed"; print(A.__name__, type(a).__name__)
a.__class__ = B; print(type(a).__name__, a.get())
del A.late
try: a.late()
except AttributeError as error: print(error)
