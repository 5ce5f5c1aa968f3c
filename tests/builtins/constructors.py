# Every builtin type called with every kind of value: the result or the error.
class Index:
    def __index__(self): return 3
class Int:
    def __int__(self): return 4
class Float:
    def __float__(self): return 2.5
class Iter:
    def __iter__(self): return iter([1, 2])
class Str:
    def __str__(self): return "7"
    def __repr__(self): return "Str()"
values = [("None", None), ("True", True), ("0", 0), ("-5", -5), ("1.5", 1.5), ("nan", float("nan")), ("2+1j", 2 + 1j), ("''", ""), ("'12'", "12"), ("'ab'", "ab"), ("b'34'", b"34"), ("bytearray", bytearray(b"5")), ("[]", []), ("[1, 2]", [1, 2]), ("['ab', 'cd']", ["ab", "cd"]), ("(3,)", (3,)), ("{1: 2}", {1: 2}), ("{9}", {9}), ("range(2)", range(2)), ("Index", Index()), ("Int", Int()), ("Float", Float()), ("Iter", Iter()), ("Str", Str()), ("int", int), ("...", ...), ("len", len), ("memoryview", memoryview(b"6"))]
for kind in (bool, int, float, complex, str, bytes, bytearray, list, tuple, set, frozenset, dict, range, enumerate, reversed, iter, type, object, memoryview, zip, property, staticmethod, classmethod):
    for label, value in values:
        try: r = kind(value)
        except Exception as e: print(kind.__name__ if isinstance(kind, type) else "iter", label, "!", type(e).__name__); continue
        if kind in (list, tuple, bool, int, float, complex, dict, range, bytes, bytearray, type) or kind in (set, frozenset) and len(r) < 2: text = repr(r)
        elif kind is str and not callable(value) and label != "memoryview" and label not in ("Index", "Int", "Float", "Iter"): text = repr(r)
        elif kind in (enumerate, reversed, zip): text = repr(list(r))
        else: text = type(r).__name__ if kind not in (iter,) else repr(list(r))
        if "object at" in text or len(text) > 200 and "bytes" in text: text = type(r).__name__
        print(kind.__name__ if isinstance(kind, type) else "iter", label, "=", text)
