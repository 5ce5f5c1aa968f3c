# Metaclasses, type with three arguments, __prepare__, __init_subclass__, __class_getitem__, __call__, instance checks.
class Meta(type):
    def __new__(m, name, bases, ns, **kw):
        print("new", name, [b.__name__ for b in bases], sorted(k for k in ns if not k.startswith("__")), kw)
        return super().__new__(m, name, bases, ns)
    def __init__(cls, name, bases, ns, **kw):
        print("init", name, kw); super().__init__(name, bases, ns)
    def __call__(cls, *a, **k):
        print("call", cls.__name__, a, k); return super().__call__(*a, **k)
    def method(cls): return "meta method of " + cls.__name__
    def __len__(cls): return 7
    def __getitem__(cls, k): return cls.__name__, k
    def __contains__(cls, k): return k == 1
    def __iter__(cls): return iter("abc")
    def __repr__(cls): return "<M " + cls.__name__ + ">"
    def __add__(cls, o): return "added"
    def __eq__(cls, o): return o == "equal" or cls is o
    __hash__ = type.__hash__
class A(metaclass=Meta, option=1):
    x = 1
    def __init__(self, v=0): self.v = v
class B(A, z=2): y = 2
a = A(5); print(a.v, type(A).__name__, type(B).__name__)
print(A.method(), len(A), A[3], 1 in A, 2 in A, list(A), repr(A), A + 1, A == "equal", A == A, A != B)
try: a.method()
except AttributeError as e: print(str(e).split("'")[-2])
C = type("C", (), {"v": 1, "get": lambda self: self.v}); print(C.__name__, C().get(), C.__bases__)
D = type("D", (C,), dict(v=2)); print(D().get(), type(D) is type)
E = Meta("E", (), {}); print(type(E).__name__)
class Prep(type):
    @classmethod
    def __prepare__(m, name, bases, **kw):
        print("prepare", name, kw); return {"injected": name}
    def __new__(m, name, bases, ns, **kw): return super().__new__(m, name, bases, dict(ns))
    def __init__(cls, name, bases, ns, **kw): pass
class F(metaclass=Prep, k=1): print(injected); z = injected * 2
print(F.z, F.injected)
class Base:
    subs = []
    def __init_subclass__(cls, tag=None, **kw):
        super().__init_subclass__(**kw); cls.tag = tag; Base.subs.append(cls.__name__)
class S1(Base, tag="one"): pass
class S2(Base): pass
class S3(S1, tag="three"): pass
print(Base.subs, S1.tag, S2.tag, S3.tag)
try:
    class Bad(Base, wrong=1): pass
except TypeError as e: print(e)
try:
    class Bad2(object, x=1): pass
except TypeError as e: print(e)
class Gen:
    def __class_getitem__(cls, item): return cls.__name__, item
print(Gen[int], Gen[1, 2])
try: C[1]
except TypeError as e: print(e)
try: int[0]
except TypeError as e: print(e)
class Singleton(type):
    made = {}
    def __call__(cls, *a):
        if cls not in cls.made: cls.made[cls] = super().__call__(*a)
        return cls.made[cls]
class One(metaclass=Singleton): pass
print(One() is One())
class Check(type):
    def __instancecheck__(cls, x): return x == 5
    def __subclasscheck__(cls, c): return c is int
class K(metaclass=Check): pass
print(isinstance(5, K), isinstance(6, K), issubclass(int, K), issubclass(str, K), isinstance(K(), K))
class M1(type): pass
class M2(type): pass
class X1(metaclass=M1): pass
class X2(metaclass=M2): pass
try:
    class X3(X1, X2): pass
except TypeError as e: print(e)
class M3(M1, M2): pass
class X4(X1, X2, metaclass=M3): pass
print(type(X4).__name__)
def function_meta(name, bases, ns): return name, bases, sorted(k for k in ns if k[0] != "_")
class Fn(metaclass=function_meta): a = 1; b = 2
print(Fn)
print(type(type), type(5), isinstance(type, object), isinstance(object, type), type(Meta).__name__, issubclass(Meta, type))
class Reg(type):
    items = {}
    def __setattr__(cls, n, v): print("setattr", n); super().__setattr__(n, v)
    def __getattr__(cls, n): return "meta " + n
    def __dir__(cls): return ["d"]
class R(metaclass=Reg): pass
R.x = 1; print(R.x, R.unknown, dir(R))
