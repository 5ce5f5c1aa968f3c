# operator: every function.
import operator as o
for n, args in (("add", (1, 2)), ("sub", (5, 2)), ("mul", (3, 4)), ("truediv", (7, 2)), ("floordiv", (7, 2)), ("mod", (7, 4)), ("pow", (2, 5)), ("lshift", (1, 4)), ("rshift", (16, 2)), ("and_", (6, 3)), ("or_", (6, 3)), ("xor", (6, 3)), ("lt", (1, 2)), ("le", (2, 2)), ("eq", (1, 1.0)), ("ne", (1, 2)), ("gt", (1, 2)), ("ge", (2, 2)), ("concat", ("a", "b")), ("contains", ([1, 2], 2)), ("countOf", ([1, 1, 2], 1)), ("indexOf", ([5, 6], 6)), ("getitem", ("abc", 1)), ("is_", (None, None)), ("is_not", (1, None)), ("neg", (5,)), ("pos", (-5,)), ("invert", (5,)), ("inv", (5,)), ("abs", (-5,)), ("not_", (0,)), ("truth", ([],)), ("index", (True,)), ("iadd", ([1], [2])), ("isub", (5, 2)), ("imul", ("a", 3)), ("ior", ({1}, {2})), ("iand", (6, 3)), ("ixor", (6, 3)), ("ilshift", (1, 3)), ("irshift", (8, 1)), ("ifloordiv", (7, 2)), ("itruediv", (7, 2)), ("imod", (7, 4)), ("ipow", (2, 3)), ("iconcat", ([1], [2])), ("length_hint", ([1, 2],))):
    print(n, getattr(o, n)(*args))
d = {"a": 1}; o.setitem(d, "b", 2); o.delitem(d, "a"); print(d); l = [1, 2, 3]; o.setitem(l, slice(0, 2), [9]); print(l)
print(o.itemgetter(1)("abc"), o.itemgetter(0, 2)("abc"), o.itemgetter("k")({"k": "v"}), o.itemgetter(slice(1, None))("abc"), sorted([(1, "b"), (0, "c")], key=o.itemgetter(0)), o.attrgetter("real")(5), o.attrgetter("real", "imag")(5), o.attrgetter("__class__.__name__")(5), o.methodcaller("upper")("abc"), o.methodcaller("split", ",", maxsplit=1)("a,b,c"), list(map(o.itemgetter(0), ["ab", "cd"])))
class M:
    def __matmul__(self, x): return "matmul"
    def __imatmul__(self, x): return "imatmul"
    def __call__(self, *a): return a
print(o.matmul(M(), 1), o.imatmul(M(), 1), o.call(M(), 1, 2) if hasattr(o, "call") else (1, 2))
for bad in ("o.add(1, 'a')", "o.itemgetter()", "o.attrgetter(5)", "o.indexOf([1], 2)", "o.itemgetter(5)('a')", "o.attrgetter('x')(5)", "o.truediv(1, 0)", "o.methodcaller()", "o.index(1.5)", "o.getitem([], 0)", "o.concat(1, 2)"):
    try: print(eval(bad))
    except Exception as e: print(bad, type(e).__name__)
