# super in all its forms.
class A:
    name = "A"
    def m(self, *a): return "A.m", a
    @classmethod
    def c(cls): return "A.c", cls.__name__
    @staticmethod
    def s(): return "A.s"
    @property
    def p(self): return "A.p"
    def __getitem__(self, k): return "A[%r]" % k
    def __len__(self): return 10
class B(A):
    name = "B"
    def m(self, *a): return super().m(*a, 1), super(B, self).m(2), super().name
    @classmethod
    def c(cls): return super().c(), super(B, cls).c()
    @staticmethod
    def s(): return super(B, B).s()
    @property
    def p(self): return super().p + "!"
    def __getitem__(self, k): return super().__getitem__(k) + "!"
    def in_nested(self):
        def inner(): return super(B, self).m()
        return inner(), [super(B, self).m(x) for x in range(2)], (lambda: super(B, self).name)()
    def in_closure(self):
        def inner(me): return super().m()
        return inner(self)
    def bound(self):
        s = super()
        m = s.m
        return m(5), s.__thisclass__ is B, s.__self__ is self, s.__self_class__ is B
b = B()
print(b.m(0)); print(b.c()); print(B.c()); print(b.s(), B.s()); print(b.p, b[3], len(b)); print(b.in_nested()); print(b.in_closure()); print(b.bound())
class C(B):
    def m(self): return "C" + str(super().m()[0])
    def __init__(self): super().__init__()
print(C().m())
try: super(B, A()).m
except TypeError as e: print(e)
try: super(5, b)
except TypeError as e: print(e)
def outside(): return super().m()
try: outside()
except RuntimeError as e: print(e)
class D(A):
    def f(self): del self; return super().m()
    @staticmethod
    def g(): return super().m()
for bad in (lambda: D().f(), lambda: D.g()):
    try: bad()
    except RuntimeError as e: print(e)
try: super(B, b).nothing
except AttributeError as e: print(e)
class Set(A):
    def set(self): super().x = 5
try: Set().set()
except AttributeError as e: print(e)
print(super(B, b).__class__.__name__, type(super(B, b)).__name__)
class E(A):
    def m(self):
        x = __class__
        return x.__name__, super().m()
print(E().m())
class Gen(A):
    def items(self): yield super().m(); yield from (super(Gen, self).m(i) for i in range(2))
print(list(Gen().items()))
class Kw(dict):
    def __setitem__(self, k, v): super().__setitem__(k, v * 2)
    def __init__(self, *a, **k): super().__init__(*a, **k)
k = Kw(a=1); k["b"] = 2; print(k)
