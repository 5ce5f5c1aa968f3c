# The same call with many callables: functions, methods, classes, builtins, callables, with defaults, stars and keywords.
class C:
    def __init__(self, *a, **k): self.r = "init", a, k
    def method(self, *a, **k): return "method", a, k
    @classmethod
    def klass(cls, *a, **k): return cls.__name__, a, k
    @staticmethod
    def static(*a, **k): return "static", a, k
    def __call__(self, *a, **k): return "call", a, k
class New:
    def __new__(cls, *a, **k): return "new", a, k
def function(*a, **k): return "function", a, k
def generator(*a, **k): yield "generator", a, k
from functools import partial
c = C()
callables = [function, lambda *a, **k: ("lambda", a, k), c.method, C.klass, c.klass, C.static, c.static, c, New, lambda *a, **k: C(*a, **k).r, lambda *a, **k: next(generator(*a, **k)), partial(function, 0), partial(c.method, z=9), staticmethod(function).__get__(1), classmethod(function).__get__(c, C)]
def call0(f): return f()
def call1(f): return f(1)
def call3(f): return f(1, 2, 3)
def callk(f): return f(1, b=2)
def calls(f, *a): return f(*a)
def callsk(f, *a, **k): return f(7, *a, q=8, **k)
for f in callables:
    for g in (call0, call1, call3, callk): print(g(f)[1:] if f is not callables[4] else g(f), end=" ")
    print(calls(f, 4, 5)[1:], callsk(f, 6, w=1)[1:])
def defaults(a, b=2, *c, d=4, e, **f): return a, b, c, d, e, f
for code in ("defaults(1, e=5)", "defaults(1, 3, e=5)", "defaults(1, 3, 4, 5, e=6)", "defaults(a=1, e=2)", "defaults(1, b=9, e=5, z=0)", "defaults(*[1, 2, 3], **{'e': 4})", "defaults(1, *(), e=5, **{})", "defaults()", "defaults(1)", "defaults(1, e=5, a=2)", "defaults(*'abc', e=1, d=2)", "defaults(**{'a': 1, 'e': 2, 'q': 3})", "defaults(1, 2, **{'b': 3}, e=4)", "defaults(*[1], *[2], *[3], e=0)", "defaults(e=5, *[1, 2])"):
    try: print(code, eval(code))
    except TypeError as e: print(code, "TypeError", e)
def zero(): return 0
def one(a): return a
def two(a, b): return a, b
for f, n in ((zero, 0), (one, 1), (two, 2), (len, 1), (C.method, 1), (abs, 1), (str.upper, 1), (int.__add__, 2), (C, 9)):
    for k in range(4):
        try: f(*["x"] * k); print(k, end=" ")
        except Exception as e: print(type(e).__name__, end=" ")
    print()
def rec(n, *a, k=0, **kw): return (a, k, sorted(kw)) if n == 0 else rec(n - 1, n, *a, k=k + 1, **{"k%d" % n: n}, **kw)
print(rec(5)); print((lambda f: f(f, 5))(lambda f, n: 1 if n == 0 else n * f(f, n - 1)))
def kwonly(*, a, b=1): return a, b
def posonly(a, b=1, /): return a, b
print(kwonly(a=1), kwonly(b=2, a=3), posonly(1), posonly(1, 2)); args = [1]; kw = {"b": 2}; print(two(*args, **kw), two(*args, *args)); args.append(3); print(two(*args), args, kw)
x = [function(i, *range(i), k=i) for i in range(3)]; print(x); print(function(*(i for i in "ab"), **dict(zip("cd", "ef"))), function(*{"k": 1}), function(*"xy", *b"z"), function(**{"self": 1, "f": 2, "a": 3}))
def evil(a, b=[]): b.append(a); return b
print(evil(1), evil(2), evil(3, [0]), evil.__defaults__ if hasattr(evil, "__defaults__") else ([1, 2],))
