# Every form of pattern.
def kind(x):
    match x:
        case 0: return "zero"
        case -1: return "minus one"
        case 1.5: return "float"
        case 2 + 3j: return "complex"
        case -1 - 2j: return "negative complex"
        case "text" | "other": return "text"
        case b"raw": return "bytes"
        case None: return "none"
        case True: return "true"
        case False: return "false"
        case []: return "empty"
        case [1, 2]: return "one two"
        case [1, *rest]: return "one and", rest
        case [_, "last"]: return "last"
        case [*_, 99]: return "ends with 99"
        case (a, (b, c)): return "nested", a, b, c
        case [3, *middle, 4]: return "middle", middle
        case {"type": "point", "x": x, "y": y}: return "point", x, y
        case {"k": [a, *b], **rest}: return "mapping", a, b, rest
        case {1: _, 2: _}: return "one and two"
        case {}: return "mapping", len(x)
        case str() as s if len(s) > 5: return "long", s
        case str(s): return "str", s
        case int(n) if n > 100: return "big", n
        case int() | float(): return "number"
        case tuple([a]): return "single tuple", a
        case list() | tuple() | range(): return "sequence"
        case set(): return "set"
        case _: return "default"
for x in (0, -1, 1.5, 2 + 3j, -1 - 2j, "text", "other", b"raw", None, True, False, [], (), [1, 2], (1, 2), [1, 5, 6], [1], ["x", "last"], [5, 6, 99], [7, (8, 9)], [3, 4], [3, 5, 4],
          {"type": "point", "x": 1, "y": 2, "z": 3}, {"k": [1, 2], "m": 5}, {1: 1, 2: 2}, {}, {"a": 1}, "longer string", "short", 101, 50, 0.25, (7,), [8, 8, 8], range(3), {1}, object, 0.0, b"other", bytearray(b"raw")):
    print(kind(x))
class Point:
    __match_args__ = ("x", "y")
    def __init__(self, x, y): self.x = x; self.y = y
class Point3(Point):
    __match_args__ = ("x", "y", "z")
    def __init__(self, x, y, z): super().__init__(x, y); self.z = z
def where(p):
    match p:
        case Point3(x, y, z=0): return "flat", x, y
        case Point3(1, _, _): return "x is one"
        case Point(0, 0): return "origin"
        case Point(x=0, y=y): return "on y", y
        case Point(x, y) if x == y: return "diagonal", x
        case Point(x=Point(a, b), y=[*c]): return "deep", a, b, c
        case Point(): return "somewhere"
for p in (Point3(1, 2, 0), Point3(1, 2, 3), Point(0, 0), Point(0, 5), Point(3, 3), Point(Point(1, 2), [3]), Point(1, 2), 5): print(where(p))
class Const: A = 1; B = "b"; nested = Point(5, 6)
match "b":
    case Const.A: print("A")
    case Const.B: print("B")
match 5:
    case Const.nested.x: print("nested value")
match (1, 2, 3):
    case (x, y) | (x, y, _): print(x, y)
match {"a": {"b": [1, {"c": 2}]}}:
    case {"a": {"b": [_, {"c": c}]}}: print(c)
match 5:
    case x if (y := x * 2) > 5: print(x, y)
match [1, 2, 3]:
    case [int() as a, *b]: print(a, b)
match "abc":
    case ["a", "b", "c"]: print("wrong")
    case str(): print("strings are no sequences")
match (x := 3):
    case 3 | 4 as n: print("as", n)
print(x)
match 1, 2:
    case 1, y: print(y)
match [[1, 2], [3, 4]]:
    case [[a, b], [c, d]]: print(a, b, c, d)
match {"x": None}:
    case {"x": None}: print("none value")
class Attr:
    def __getattr__(self, n): raise AttributeError(n)
match Attr():
    case Attr(z=1): print("wrong")
    case Attr(): print("attr")
for bad in (lambda: m1(Point(1, 2)), lambda: m2(5)):
    def m1(p):
        match p:
            case Point(1, 2, 3): pass
    def m2(p):
        match p:
            case int(1, 2): pass
    try: bad()
    except TypeError as e: print(e)
class Seq:
    def __len__(self): return 2
    def __getitem__(self, i): return i
match Seq():
    case [a, b]: print("wrong")
    case _: print("not a sequence")
def order(v):
    match v:
        case [x, 1]: r = "first"
        case [x, 2]: r = "second", x
        case x: r = "third", x
    return r
print(order([0, 1]), order([5, 2]), order([5, 3]))
match 1:
    case 2: print("wrong")
print("nothing matched")
def loops():
    for i in range(5):
        match i:
            case 1: continue
            case 3: break
        print(i)
    return i
print(loops())
