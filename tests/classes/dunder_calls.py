# Special methods are looked up on the type; assigned, deleted and inherited ones; calls of them by name.
class A: pass
a = A(); a.__len__ = lambda: 5
try: len(a)
except TypeError as e: print(e)
A.__len__ = lambda self: 7; print(len(a), bool(a)); del A.__len__
try: len(a)
except TypeError as e: print(e)
A.__call__ = lambda self, x: x * 2; print(a(4), callable(a)); A.__add__ = lambda s, o: "add"; print(a + 1); A.__getitem__ = lambda s, k: k; print(a[9]); A.__bool__ = lambda s: False; print(bool(a)); A.__eq__ = lambda s, o: True; print(a == 5); A.__iter__ = lambda s: iter([1]); print(list(a)); A.__contains__ = lambda s, x: True; print(9 in a); A.__repr__ = lambda s: "r"; print(a, [a]); A.__enter__ = lambda s: 1; A.__exit__ = lambda s, *x: True
with a as x: print(x); raise ValueError
class B(A): pass
print(B() + 1, B()[2], list(B()), repr(B())); B.__add__ = lambda s, o: "b add"; print(B() + 1, a + 1); del B.__add__; print(B() + 1)
class N(A): __add__ = None; __iter__ = None; __contains__ = None
for f in (lambda: N() + 1, lambda: list(N()), lambda: 1 in N()):
    try: f()
    except TypeError as e: print(type(e).__name__)
class S:
    @staticmethod
    def __add__(o): return "static", o
    @classmethod
    def __len__(cls): return 3
    __call__ = print
    __getitem__ = "abc".__getitem__
    __neg__ = property(lambda self: lambda: "neg property")
print(S() + 5, len(S()), S()[1], -S()); S()("called")
class D:
    def __getattr__(self, n): return lambda *a: 99
try: D() + 1
except TypeError as e: print(e)
print((5).__add__(3), "a".__add__("b"), [1].__len__(), (1).__class__, type.__call__(int, "5"), int.__call__(3) if False else 3, object.__repr__(5)[:11], object.__str__(5), str.__str__("x"), int.__repr__(5), list.__len__([1]), dict.__getitem__({1: 2}, 1), type.__repr__(int), object.__eq__(1, 1), object.__hash__(a) == object.__hash__(a), A.__init__ is object.__init__, object.__ne__(1, 2) is NotImplemented or True)
class E:
    def __del__(self): pass
e = E(); del e
class O:
    def __new__(cls, *a, **k): print("new", a, k); return object.__new__(cls)
    def __init__(self, *a, **k): print("init", a, k)
O(); O(1, k=2)
for bad in (lambda: object(1), lambda: object.__new__(int), lambda: object.__init__(5, 1), lambda: object.__new__(A, 1), lambda: int.__add__("a", 1), lambda: list.append(5, 1), lambda: str.upper(5), lambda: dict.get()):
    try: bad(); print("ok")
    except TypeError as e: print("TypeError")
class Cmp:
    def __init__(s, v): s.v = v
    __eq__ = lambda s, o: s.v == o.v; __lt__ = lambda s, o: s.v < o.v; __hash__ = lambda s: hash(s.v)
print(max(Cmp(1), Cmp(3), Cmp(2)).v, Cmp(1) in [Cmp(0), Cmp(1)], len({Cmp(1), Cmp(1)}), sorted([Cmp(2), Cmp(1)])[0].v, Cmp(1) != Cmp(2), Cmp(1) > Cmp(0))
