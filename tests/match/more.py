# More patterns: order of tests, bindings, subclasses of builtins, mappings, guards, nested classes.
class L(list): pass
class D(dict):
    def __missing__(self, k): return "never used"
class S(str): pass
class I(int): pass
for x in (L([1, 2]), D(a=1), S("s"), I(5), True, 1, 1.0, "1", b"1", [[]], ((),), {"a": {}}, [None], {None: 1}, -0.0, 2**70):
    match x:
        case []: r = "empty"
        case [[]] | ((),): r = "nested empty"
        case [None]: r = "none inside"
        case [int(a), int(b)]: r = "ints", a, b
        case {"a": {}}: r = "nested dict"
        case {"a": v}: r = "a", v
        case {None: v}: r = "none key", v
        case bool(): r = "bool"
        case int(1): r = "int one"
        case 1: r = "one"
        case 0: r = "zero"
        case str("s"): r = "str s"
        case str(): r = "str"
        case int(): r = "int"
        case _: r = "other"
    print(repr(x), r)
def guards(x, log):
    def check(label, result): log.append(label); return result
    match x:
        case [a, *_] if check("first", a > 5): return "big"
        case [a, b] if check("second", a == b): return "same"
        case [_, _] | [_, _, _] if check("third", len(x) == 3): return "three"
        case {"k": k, **rest} if check("map", rest): return k, rest
        case str() | bytes() as s if check("text", s): return s
        case _ if check("last", False): return "never"
for x in ([9], [1, 1], [1, 2, 3], [1, 2], {"k": 1}, {"k": 1, "z": 2}, "", b"x", None):
    log = []; print(x, guards(x, log), log)
match {"x": 1, "y": [1, {"z": (2, 3)}]}:
    case {"x": int() as a, "y": [_, {"z": (b, *c)}], **d}: print(a, b, c, d)
class Shape: pass
class Circle(Shape):
    __match_args__ = ("r",)
    def __init__(self, r): self.r = r
class Rect(Shape):
    __match_args__ = ("w", "h")
    def __init__(self, w, h): self.w, self.h = w, h
class Group(Shape):
    __match_args__ = ("items",)
    def __init__(self, *items): self.items = items
def area(s):
    match s:
        case Circle(r): return 3 * r * r
        case Rect(w, h) if w == h: return w * w
        case Rect(w=w, h=h): return w * h
        case Group(()): return 0
        case Group((first, *rest)): return area(first) + area(Group(*rest))
        case Shape(): raise ValueError("shape")
        case _: raise TypeError(type(s).__name__)
print(area(Group(Circle(1), Rect(2, 3), Group(Rect(2, 2)), Group())))
for bad in (Shape(), 5):
    try: area(bad)
    except (ValueError, TypeError) as e: print(type(e).__name__, e)
class Slots:
    __slots__ = __match_args__ = ("a", "b")
s = Slots(); s.a = 1
match s:
    case Slots(1, b): print("b", b)
    case Slots(1): print("only a")
class Prop:
    __match_args__ = ("v",)
    @property
    def v(self): print("property"); return 3
match Prop():
    case Prop(4): print("four")
    case Prop(3): print("three")
class BadArgs: __match_args__ = ["a"]
class BadArgs2: __match_args__ = (1,)
for c in (BadArgs, BadArgs2):
    try:
        match c():
            case c(1): pass
    except TypeError as e: print(e)
def f(x):
    match x:
        case (1 | 2) as n, (3 | 4) as m: return n, m
        case [("a" | "b") as c, *_] | {"c": c}: return c
        case (a, b) | [a, b, _]: return a, b
print(f([1, 4]), f(["b", 2, 3]), f({"c": 5}), f([8, 9]), f((7, 8, 9)), f(5))
match range(5), "ab", {1}:
    case [0, 1, *rest], str(t), {**k}: print("wrong")
    case [0, 1, *rest], str(t), z: print(rest, t, z)
match iter([1]):
    case [1]: print("wrong")
    case _: print("iterators are no sequences")
def count(items):
    n = {"int": 0, "str": 0, "other": 0}
    for i in items:
        match i:
            case int(): n["int"] += 1; continue
            case str(): n["str"] += 1
            case None: break
            case _: n["other"] += 1
    return n
print(count([1, "a", 2, [], "b", None, 3]))
x = 1
match x:
    case y: print(y)
print(y); match = {"case": 2}; print(match["case"])
from collections import deque, OrderedDict, namedtuple, defaultdict
P = namedtuple("P", "x y")
for v in (OrderedDict(a=1), defaultdict(int, a=2), P(1, 2), (1, 2), memoryview(b"ab"), bytearray(b"ab"), frozenset([1])):
    match v:
        case {"a": q}: print("map", q)
        case P(x, y): print("P", x, y)
        case [a, b]: print("seq", a, b)
        case _: print("none", type(v).__name__)
