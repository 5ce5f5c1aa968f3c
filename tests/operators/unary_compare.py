# Unary operators, comparisons with reflection, truth, conversions, container protocols, calls.
class U:
    def __neg__(self): return "neg"
    def __pos__(self): return "pos"
    def __invert__(self): return "invert"
    def __abs__(self): return "abs"
    def __round__(self, n=None): return "round", n
    def __trunc__(self): return 4
    def __floor__(self): return "floor"
    def __ceil__(self): return "ceil"
    def __int__(self): return 42
    def __float__(self): return 4.5
    def __complex__(self): return 1 + 2j
    def __index__(self): return 3
    def __bool__(self): return False
    def __str__(self): return "str"
    def __repr__(self): return "repr"
    def __bytes__(self): return b"bytes"
    def __format__(self, spec): return "format<%s>" % spec
    def __hash__(self): return 123
    def __len__(self): return 8
    def __call__(self, *a, **k): return a, k
    def __contains__(self, x): return x == 1
    def __reversed__(self): return "reversed"
    def __dir__(self): return ["b", "a"]
    def __sizeof__(self): return 1
u = U()
print(-u, +u, ~u, abs(u), round(u), round(u, 2), int(u), float(u), complex(u), bool(u), not u, str(u), repr(u), bytes(u), hash(u), len(u))
import math
print(math.floor(u), math.ceil(u), math.trunc(u), math.sqrt(u) == math.sqrt(4.5))
print(f"{u} {u!r} {u:spec} {u!s:>5}", "{:x}".format(u), "%s %r" % (u, u), format(u, "q"), format(u))
print(u(1, k=2), 1 in u, 2 in u, 2 not in u, reversed(u), dir(u), [0, 1, 2, 3, 4][u], "abcdef"[u:], bin(u), hex(u), oct(u), range(u), "x" * u, [1] * u, chr(u) == "\x03")
class C:
    def __init__(self, n): self.n = n
    def __eq__(self, o): print("eq", self.n, end=" "); return self.n == getattr(o, "n", o)
    def __lt__(self, o): print("lt", self.n, end=" "); return self.n < getattr(o, "n", o)
    def __le__(self, o): print("le", self.n, end=" "); return self.n <= getattr(o, "n", o)
    def __gt__(self, o): print("gt", self.n, end=" "); return self.n > getattr(o, "n", o)
    def __ge__(self, o): print("ge", self.n, end=" "); return self.n >= getattr(o, "n", o)
a, b = C(1), C(2)
print(a == b, a != b, a < b, a <= b, a > b, a >= b)
print(a == 1, 1 == a, 1 < a, 5 > a, 0 <= a, 3 >= a, a != 1)
print(a < b < C(3), a < b > C(3))
print(a in [b, a], [a].count(a), [b, a].index(1), a in (0,), max([a, b]).n, min(a, b).n, [c.n for c in sorted([b, a])])
try: hash(a)
except TypeError as e: print(e)
class NE:
    def __ne__(self, o): return "ne result"
    def __eq__(self, o): return "eq result"
print(NE() != 1, NE() == 1, bool(NE() in [1]), 1 == NE())
class NI:
    def __eq__(self, o): return NotImplemented
    def __lt__(self, o): return NotImplemented
n = NI(); print(n == n, n == NI(), n != 1)
for f in (lambda: n < n, lambda: n < 1, lambda: 1 > n, lambda: n > 1, lambda: n <= n):
    try: f()
    except TypeError as e: print(e)
class Base:
    def __lt__(self, o): return "base lt"
    def __gt__(self, o): return "base gt"
class Derived(Base):
    def __gt__(self, o): return "derived gt"
print(Base() < Derived(), Derived() < Base(), Base() > Derived())
class Res:
    def __eq__(self, o): return [1]
    def __lt__(self, o): return []
print(Res() == 1, not Res() < 1, 0 if Res() < 1 else 1, Res() == 1 == 1)
class BadBool:
    def __bool__(self): return 5
class BadLen:
    def __init__(self, n): self.n = n
    def __len__(self): return self.n
class BadStr:
    def __str__(self): return 5
    def __repr__(self): return None
    def __hash__(self): return "x"
    def __index__(self): return "x"
    def __int__(self): return "x"
    def __float__(self): return "x"
    def __format__(self, s): return 5
    def __bytes__(self): return 5
    def __complex__(self): return 5
for text in ("bool(BadBool())", "not BadBool()", "bool(BadLen(0))", "bool(BadLen(3))", "len(BadLen(-1))", "len(BadLen('x'))", "len(BadLen(2**70))", "str(BadStr())", "repr(BadStr())", "hash(BadStr())", "[1][BadStr()]", "int(BadStr())", "float(BadStr())", "format(BadStr())", "bytes(BadStr())", "complex(BadStr())"):
    try: print(text, eval(text))
    except (TypeError, ValueError, OverflowError) as e: print(text, type(e).__name__, e)
class NoHash: __hash__ = None
try: {NoHash(): 1}
except TypeError as e: print(e)
class OnlyIndex: __index__ = lambda self: 5
print(int(OnlyIndex()), float(OnlyIndex()), hex(OnlyIndex()), [0] * OnlyIndex(), range(10)[OnlyIndex()], round(5.5), complex(OnlyIndex()), bytes(OnlyIndex()), math.sqrt(OnlyIndex()) > 2)
