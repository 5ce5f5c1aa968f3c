# floats: 64
# Builtin functions one by one.
print(abs(-3), abs(3.5), abs(-2**70), abs(3+4j), abs(True))
print(all([]), all([1, "a"]), all((1, 0)), any([]), any([0, 5]), all(x for x in ()), any("ab"))
print(ascii("é\n'"), ascii([1, "ñ"]), bin(10), bin(-1), oct(64), hex(4095), chr(97), chr(0x20ac), ord("€"), ord(b"a"))
print(callable(print), callable(int), callable(lambda: 0), callable(5), callable("".join), callable(None))
print(divmod(7, 3), divmod(-7, 3), divmod(7.5, 2), divmod(2**70, 3))
print(list(enumerate("ab")), list(enumerate("ab", 1)), list(enumerate([], start=5)), list(enumerate(iterable="x", start=2)), next(enumerate("q")))
print(list(filter(lambda x: x > 1, [1, 2, 3])), list(filter(None, [0, 1, "", "a", None])), list(filter(str.isalpha, "a1b")))
print(list(map(abs, [-1, 2])), list(map(lambda a, b: a + b, [1, 2, 3], [10, 20])), list(map(str, [])), list(map(max, "ab", "ba", "cc")), list(map(int, "123")))
print(list(zip()), list(zip("ab")), list(zip("abc", [1, 2])), list(zip([1], [2], [3])), list(zip(*[(1, 2), (3, 4)])), list(zip("ab", "xy", strict=True)))
try: list(zip("ab", "x", strict=True))
except ValueError as e: print(e)
print(max(1, 3, 2), max([1, 3]), max("abc"), max([], default=5), max([1, -5], key=abs), max((1, 2), (1, 3)), max({"a": 1, "b": 0}), min(3, 1), min("hello"), min([], default=None), min([3, -4], key=abs), max(2, 2.0), min(1.0, 1), max([[1], [2]]), max(["a", "bb"], key=len), min(x for x in [3, 2]))
print(sum([1, 2]), sum([1.5, 2]), sum([], 5), sum([[1], [2]], []), sum((1,), start=2), sum(x for x in range(5)), sum([2**62, 2**62]), sum([0.1] * 3), sum([1, 2.5, 1j]), sum({1, 2}), sum(range(10)))
print(pow(2, 10), pow(2, -1), pow(2, 10, 1000), pow(2.0, 3), pow(-2, 3), pow(base=2, exp=3, mod=5), pow(3, -1, 11), pow(2, 0.5))
print(round(2.5), round(-1.5), round(1.234, 2), round(1234, -2), round(5), round(2.5, None), round(number=1.5), round(1e10, 1), round(True))
print(sorted([3, 1]), sorted("ba", reverse=True), sorted([-3, 2], key=abs), list(reversed([1, 2])), list(reversed("ab")), list(reversed(range(3))), list(reversed((1, 2))), list(reversed({"a": 1, "b": 2})))
print(len("abc"), len([1]), len({}), len(range(5)), len(b"ab"), len({1}), repr("a"), repr([1]), str(1), hash("a") == hash("a"), id(None) == id(None), id([]) == 0)
print(isinstance(1, int), isinstance(1, (str, int)), isinstance(True, int), isinstance([], (tuple, (dict, list))), issubclass(bool, int), issubclass(int, (str, object)), isinstance(1, int | str), isinstance(None, type(None)))
print(type(1), type("a"), type([]), type(None), type(type), type(lambda: 0).__name__, type(len).__name__, type(1.5), type(1j), type(...), type(range(1)), type({}.keys()).__name__, type(iter([])).__name__, type(x for x in ()).__name__, type(NotImplemented).__name__)
it = iter([1, 2]); print(next(it), next(it), next(it, "end"), next(it, None)); 
try: next(it)
except StopIteration as e: print("stop", e.value)
c = iter([5, 6, 0, 7].pop, 0); print(list(c))
class A:
    x = 1
    def __init__(self): self.y = 2
a = A(); print(getattr(a, "x"), getattr(a, "z", 3), hasattr(a, "y"), hasattr(a, "q")); setattr(a, "z", 5); print(a.z); delattr(a, "z"); print(hasattr(a, "z"), vars(a), sorted(vars(A).keys() & {"x", "__init__"}), [n for n in dir(a) if n[0] != "_"], [n for n in dir(A) if n[0] != "_"], "append" in dir([]), "__add__" in dir(1), sorted(dir()) == dir())
print(eval("1+1"), eval("x", {"x": 5}), exec("zz = 3"), zz, globals()["zz"], "a" in locals(), compile("1", "", "eval").__class__.__name__)
print(format(3.14159, ".2f"), format("a", ">3"), format(255, "x"), slice(1, 2), bool([]), complex(1, 2), object() == object(), isinstance(object(), object), str(object)[:7])
print(bytes([1]), bytearray(2), memoryview(b"a")[0], frozenset([1]), set([2]), dict(a=1), list("a"), tuple("a"), int("5"), float("1"), property, staticmethod, classmethod, super, type(property()).__name__)
print(__name__, __import__("math").pi > 3, __debug__, Ellipsis, NotImplemented, __build_class__.__name__)
print(callable(open), callable(input), callable(breakpoint), callable(help) if "help" in dir(__import__("builtins")) else True)
