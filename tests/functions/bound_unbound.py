# Methods as values: bound, unbound, of builtins and instances, passed around, compared, in containers.
print(list(map(str.upper, ["a", "b"])), list(map(str.strip, [" x "])), sorted(["b", "A"], key=str.lower), list(map(int.bit_length, [1, 255])), list(map(len, ["a", [1, 2]])), list(map(list.copy, [[1]])), list(filter(str.isdigit, "a1b2")), max(["a", "bbb"], key=len), list(map("{}-{}".format, [1, 2], "ab")), list(map("x".join, [["a", "b"]])), list(map([5, 6].__getitem__, [1, 0])), list(map({"k": 1}.get, ["k", "z"])))
l = []; add = l.append; [add(i) for i in range(3)]; print(l, add.__self__ is l, add.__name__); pop = l.pop; print(pop(), pop(0), l)
append = list.append; append(l, 9); print(l); u = str.upper; print(u("abc"), str.join(",", "ab"), dict.get({"a": 1}, "a"), dict.get({}, "a", 5), set.union({1}, {2}) == {1, 2}, bytes.hex(b"\x01"), float.is_integer(2.0), tuple.index((1, 2), 2))
class A:
    def __init__(self, v): self.v = v
    def get(self, *a, **k): return self.v, a, k
    @classmethod
    def make(cls, v): return cls(v)
    @staticmethod
    def add(a, b): return a + b
a, b = A(1), A(2); g = a.get; print(g(), g(1, k=2), A.get(b), A.get(b, 3), list(map(A.make, [5]))[0].v, list(map(A.add, [1], [2])), a.get == a.get, a.get == b.get, a.get is a.get, A.get is A.get, {a.get: 1}[a.get], g.__self__ is a, g.__func__ is A.get)
table = {"get": a.get, "make": A.make, "upper": "abc".upper, "len": len}; print(table["get"](7), table["make"](8).v, table["upper"](), table["len"]("four")); a.get = lambda: "instance"; print(a.get(), g()); del a.get; print(a.get())
for bad in ("str.upper()", "str.upper(5)", "list.append([])", "list.append(1, 2)", "A.get()", "int.bit_length('a')", "dict.get([], 1)", "str.join(5, [])", "'a'.upper(1)", "[].append()", "{}.get()", "tuple.count([])", "set.add(frozenset(), 1)", "float.is_integer(2)", "str.nothing", "object.__repr__()"):
    try: print(bad, eval(bad))
    except Exception as e: print(bad, type(e).__name__)
m = {}.setdefault; print(m("a", 1), m("a", 2)); s = slice(1, 3).indices; print(s(10)); r = "a-b".split; print(r("-"), r(sep="-", maxsplit=0)); w = (5).__add__; print(w(3), w(2.5)); f = "%s!".__mod__; print(f("x")); c = [1, 2, 3].__contains__; print(c(2), c(9)); n = iter([1, 2]).__next__; print(n(), n())
def compose(*fs): return lambda x: [x := f(x) for f in fs][-1]
print(compose(str, "<{}>".format, str.upper, list, reversed, "".join)(255)); from functools import partial; print(list(map(partial(str.replace, "banana", "a"), "xy")))
class Call:
    def __call__(self, x, *, y=1): return x * y
print(list(map(Call(), [1, 2])), Call()(3, y=2), Call.__call__(Call(), 4), sorted([3, 1], key=Call()), callable(Call()))
class Inner:
    class K:
        def m(self): return "m of K"
    k = K()
print(Inner().k.m(), Inner.K().m(), Inner.k.m()); x = [A(i).get for i in range(3)]; print([y()[0] for y in x])
