# Multiple inheritance: C3 linearisation, cooperative super, errors.
def mro(c): return [k.__name__ for k in c.__mro__]
class O: pass
class A(O): pass
class B(O): pass
class C(O): pass
class D(A, B): pass
class E(B, C): pass
class F(D, E): pass
print(mro(D)); print(mro(E)); print(mro(F))
print(mro(type("G", (A, C), {})), [k.__name__ for k in F.mro()])
for bases in ((O, A), (A, B, A), (D, type("X", (B, A), {}))):
    try: type("Bad", bases, {})
    except TypeError as e: print(str(e).split("\n")[0])
class Base:
    def go(self): return ["Base"]
class L(Base):
    def go(self): return ["L"] + super().go()
class R(Base):
    def go(self): return ["R"] + super().go()
class Both(L, R):
    def go(self): return ["Both"] + super().go()
print(Both().go(), L().go(), super(L, Both()).go(), super(R, Both()).go(), L.go(Both()))
class Mixin:
    def __init__(self, **kw): self.mixed = kw.pop("mixed", 1); super().__init__(**kw)
class Root:
    def __init__(self, root=0): self.root = root
class Final(Mixin, Root): pass
f = Final(root=5, mixed=6)
print(f.root, f.mixed)
class P1: x = "P1"; y = "P1"
class P2: y = "P2"; z = "P2"
class Q(P1, P2): z = "Q"
print(Q.x, Q.y, Q.z, Q().y)
class V: v = 1
class W(V): pass
class X(V): v = 2
class Y(W, X): pass
print(Y.v, Y().v)
class IntStr(int, Base): pass
print(mro(IntStr), IntStr(5) + 1, IntStr(3).go())
class ListBase(Base, list): pass
l = ListBase([1, 2]); print(l, l.go(), len(l))
class Err(ValueError, KeyError): pass
print(mro(Err))
print(isinstance(F(), C), issubclass(F, B), issubclass(D, C), F.__bases__ == (D, E), F.__base__.__name__)
