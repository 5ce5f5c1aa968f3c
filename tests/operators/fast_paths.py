# floats: 64
# Code that compilers specialise: small constants, comparisons in branches, ranges, with every type it can meet.
def plus1(x): return x + 1
def minus1(x): return x - 1
def times2(x): return x * 2
def half(x): return x / 2
def floor3(x): return x // 3
def mod3(x): return x % 3
def and7(x): return x & 7
def shl2(x): return x << 2
def shr1(x): return x >> 1
def neg(x): return -x
def inv(x): return ~x
def rsub(x): return 10 - x
def sq(x): return x ** 2
def lt5(x): return "yes" if x < 5 else "no"
def ge5(x): return "yes" if x >= 5 else "no"
def eq5(x): return "yes" if x == 5 else "no"
def ne5(x): return "yes" if x != 5 else "no"
def notx(x): return "falsy" if not x else "truthy"
def none(x): return "none" if x is None else "some"
def isin(x): return "in" if x in (1, 5, "a", None, 2.5) else "out"
def idx0(x): return x[0]
def idxm(x): return x[-1]
def slice1(x): return x[1:]
def length(x): return len(x)
class U:
    def __repr__(self): return "U"
    def __add__(self, o): return "U+"
    def __lt__(self, o): return o == 5
    def __eq__(self, o): return True
    def __bool__(self): return False
    def __getitem__(self, i): return i
    def __len__(self): return 77
values = [0, 4, 5, 6, -7, True, 2**61, 2**62 - 1, 2**62, -2**62, -2**62 - 1, 2**63, 2**100, -2**100, 0.0, 4.9, 5.0, 1e300, float("inf"), float("nan"), 3 + 4j, "", "a", "abc", b"ab", [], [1, 2], (3,), {}, {0: 9}, None, U(), range(3), bytearray(b"xy")]
for f in (plus1, minus1, times2, half, floor3, mod3, and7, shl2, shr1, neg, inv, rsub, sq, lt5, ge5, eq5, ne5, notx, none, isin, idx0, idxm, slice1, length):
    out = []
    for v in values:
        try: out.append(repr(f(v)))
        except Exception as e: out.append(type(e).__name__)
    print(f.__name__, *out)
def count(a, b, c):
    n = 0
    for i in range(a, b, c): n += i
    return n
print([count(*t) for t in ((0, 10, 1), (10, 0, -1), (0, 10, 3), (5, 5, 1), (5, 1, 1), (-3, 3, 2), (2**62 - 2, 2**62 + 2, 1), (2**64, 2**64 + 3, 1), (True, 4, True))])
def change(n):
    out = []
    for i in range(n): out.append(i); n = 1; i = 100
    return out, n, i
print(change(4))
def nested(n): return [(i, j) for i in range(n) for j in range(i, n) if (i + j) % 2]
print(nested(4))
def loop_over(x):
    r = []
    for v in x: r.append(v)
    return r
for x in ([1, 2], (1, 2), "ab", b"ab", {1: 2}, {3}, range(2), iter([1]), (i for i in "g"), enumerate("e"), zip("a", "b"), map(str, [1]), {1: 2}.items(), reversed([1, 2]), bytearray(b"q")): print(loop_over(x), end=" ")
print()
def grow(): 
    x = 1
    for _ in range(70): x += x
    y = 1
    for _ in range(70): y *= 2
    z = 0
    for i in range(100000): z += i
    w = -1
    for _ in range(70): w = w * 2 - 1
    v = 2**62 - 3
    r = []
    for _ in range(6): v += 1; r.append(v)
    u = -2**62 + 3
    for _ in range(6): u -= 1; r.append(u)
    return x, y, z, w, r
print(grow())
def fl():
    x = 0.0
    for i in range(1000): x += i * 0.5; x -= 0.25; x *= 1.0001
    return x
print(fl())
def mixed(a, b): return a + b, a - b, a * b, a < b, a == b, a > b
for p in ((1, 2.5), (2.5, 1), (True, 1.5), (2**70, 1.5), (1.5, 2**70), (1, 1j), (1.5, 1j)):
    try: print(mixed(*p))
    except TypeError as e: print(e)
def cmp(a, b): return a < b, a <= b, a == b, a != b, a >= b, a > b
for p in ((1, 2), (2, 1), (1, 1), (1, 1.0), (1.5, 1), (float("nan"), 1), (1, float("nan")), ("a", "b"), ("b", "a"), ([1], [1, 2]), ((), (0,)), (2**62, 2**62), (2**62, 2**62 + 1), (-2**63, 2**63), (0.0, -0.0), (True, 1), (b"a", b"b")): print(cmp(*p))
def while_lt(a, b):
    n = 0
    while a < b: a += 1; n += 1
    return n
print(while_lt(0, 5), while_lt(0.5, 5), while_lt(2**62 - 2, 2**62 + 2), while_lt(5, 0), while_lt(True, 3))
def ifs(a):
    r = ""
    if a > 0: r += "p"
    if a >= 0: r += "n"
    if not a < 0: r += "m"
    if a and a != 3: r += "t"
    if a or a == 0: r += "o"
    if 0 < a < 10: r += "c"
    if a is not None and a in range(5): r += "r"
    return r
print([ifs(a) for a in (-1, 0, 1, 3, 4.0, 10, True, 2**70, -0.5)])
def index_all(x, i):
    try: return x[i]
    except Exception as e: return type(e).__name__
for x in ([1, 2, 3], (1, 2, 3), "abc", "añ😀", b"abc", bytearray(b"abc"), range(3), {0: "z", -1: "m", True: "t"}): print([index_all(x, i) for i in (0, 2, -1, -3, 3, -4, True, 1.0, "a", None, 2**70, -2**70)])
def store_all(x, i, v):
    try: x[i] = v; return x
    except Exception as e: return type(e).__name__
for x in ([1, 2, 3], (1, 2), "abc", bytearray(b"abc"), {}, b"x"): print([str(store_all(x, i, 65)) for i in (0, -1, 5, "k", 1.5)])
