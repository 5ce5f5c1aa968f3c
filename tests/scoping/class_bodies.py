# Class bodies as scopes: lookups, nesting, comprehensions, __class__, globals, free variables.
x = "global"; y = "global y"
class A:
    x = "class"; z = x + y
    def f(self): return x
    class B:
        seen = x
        x = "inner"
        def g(self): return x, A.x, self.x
    lst = [x for x in range(3)]
    gen = list(i for i in lst)
    lam = lambda self: x
    d = {k: v for k, v in zip("ab", lst)}
    nested = [[j for j in range(i)] for i in lst]
print(A.z, A().f(), A.B.seen, A.B().g(), A.lst, A.gen, A().lam(), A.d, A.nested, A.x)
def outer(x):
    y = "outer y"
    class C:
        a = x, y
        x = "rebound"
        b = x
        def m(self): return x, y
        def set(self):
            nonlocal y
            y = "changed"; return y
        class D: e = x, y
    return C, lambda: y
C, get = outer("param"); print(C.a, C.b, C().m(), C().set(), get(), C().m(), C.D.e)
def conditional(flag):
    v = "function"
    class E:
        if flag: v = "class"
        try: r = v
        except NameError: r = "unbound"
    return E.r
print(conditional(True), conditional(False))
class F:
    try: undefined
    except NameError as e: msg = str(e)
    for i in range(3): pass
    while i: i -= 1
    with open(__file__) as fh: line = fh.readline()[:3]
    import sys as s
    from math import floor
    del i, fh
    def _p(n): return n * 2
    p = _p(4)
    global made_global
    made_global = 5
print(F.msg, F.p, F.floor(2.5), hasattr(F, "i"), made_global, hasattr(F, "made_global"), F.line)
class G:
    def f(self): return __class__
    def h(self): return [__class__ for _ in range(1)][0], (lambda: __class__)()
    @staticmethod
    def s(): return __class__
    @classmethod
    def c(cls): return __class__, cls
class H(G): pass
print(H().f() is G, H().h() == (G, G), G.s() is G, H.c() == (G, H))
x1 = 1
class I:
    x1 = x1
    x1 += 1
    def f(x1=x1): return x1
    v = f()
print(I.x1, x1, I.v)
class J:
    a = 1
    c = [i for i in [a, a]]
    def __init__(self, a=a): self.q = a
print(J.c, J().q)
def deep():
    n = 0
    class K:
        def up(self):
            nonlocal n; n += 1
            class L:
                def get(self): return n
            return L()
    return K()
k = deep(); print(k.up().get(), k.up().get())
class M:
    __private = 1
    def get(self): return [self.__private for _ in range(2)], (lambda: self.__private)()
    def f(self, __arg): return __arg
    class N: __deep = 2
print(M().get(), M().f(3), [n for n in vars(M.N) if "deep" in n], [n for n in vars(M) if "private" in n])
class O:
    def method(self): return helper(self)
def helper(o): return type(o).__name__
print(O().method(), type("P", (O,), {"method": lambda self: super(P, self).method() if False else "p"})().method())
exec("class Q:\n    r = x\n    x = 5\n    s = x"); print(Q.r, Q.s)
