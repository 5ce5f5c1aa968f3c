# Every method and operation of dict.
d = {"a": 1, "b": 2}
d["c"] = 3; d["a"] = 10; print(d, len(d), d["a"], "a" in d, 1 in d, d.get("z"), d.get("z", 0), d.get("a", 0))
print(d.pop("a"), d.pop("zz", "default"), d, d.setdefault("b", 5), d.setdefault("n", 6), d.setdefault("none"), d)
print(d.popitem(), d.popitem(), d, list(d), list(d.keys()), list(d.values()), list(d.items()))
d.update({"x": 1}, y=2); d.update([("z", 3), ["w", 4]]); d.update(v=5); d.update(); d.update({}); print(d)
class K:
    def keys(self): return ["k1", "k2"]
    def __getitem__(self, k): return k.upper()
d.update(K()); print(d, dict(K()))
c = d.copy(); c["new"] = 1; print("new" in d, c == d, len(c)); c.clear(); print(c, bool(c), bool(d))
print(dict(), dict(a=1), dict({"a": 1}, b=2), dict([("a", 1)]), dict(["ab", "cd"]), dict(zip("xy", range(2))), dict(x for x in [(1, 2)]), {**{"a": 1}, "a": 2}, dict.fromkeys("abc"), dict.fromkeys([1, 2], 0), dict.fromkeys(range(2), []), {}.fromkeys("a", 5))
print({"a": 1} | {"b": 2}, {"a": 1} | {"a": 2}, {"a": 1} == {"a": 1.0}, {"a": 1, "b": 2} == {"b": 2, "a": 1}, {} == {}, {1: 2} != {1: 3}, {1: 1} == 5)
e = {"a": 1}; f = e; e |= {"b": 2}; e |= [("c", 3)]; print(e, f is e); print(list(reversed({"a": 1, "b": 2})), list(reversed({1: 2}.items())), list(reversed({1: 2}.values())))
for bad in ("d['none']", "d[1.5]", "d.pop('q')", "{}.popitem()", "d[[]]", "{}[{}]", "[] in d", "d.get([])", "dict(5)", "dict([1])", "dict(['abc'])", "dict([(1,)])", "d.update(5)", "d.update([5])", "d | [1]", "[1] | d", "d < d", "hash(d)", "d.__delitem__('q')", "dict(1, 2)", "dict.fromkeys(5)", "d.setdefault()", "{[]: 1}", "dict(**{1: 2})", "d.pop()", "d + d", "d.fromkeys()"):
    try: print(bad, eval(bad))
    except Exception as e2: print(bad, type(e2).__name__, e2)
print({1: "int", 1.0: "float", True: "bool"}, {0: 1, False: 2, 0.0: 3, 0j: 4}, {"1": 1, 1: 2, b"1": 3}, {None: 1, (): 2, (1, "a"): 3, frozenset([1]): 4, int: 5, len: 6}[frozenset([1])], {2**70: "big"}[2**70], {1.5: "f"}[1.5], {float("inf"): 1}[1e400], {-1: "a", -2: "b"})
del d["x"]; print("x" in d); del d["y"], d["z"]; print(d)
o = {}
for i in range(10): o[i] = i * i
for i in range(0, 10, 2): del o[i]
for i in range(3): o[i] = "again"
print(o, list(o)[-1], next(iter(o)), len(o)); o[1] = "kept place"; print(o)
n = {"a": {"b": {"c": [1, {"d": 2}]}}}; print(n["a"]["b"]["c"][1]["d"], n); n["a"]["self"] = n; print(n); n["a"]["b"]["c"].append(3); n["a"].pop("self"); print(n)
print([k for k in {"x": 1, "y": 2}], {v: k for k, v in {"x": 1, "y": 2}.items()}, max({"a": 1, "b": 0}), sorted({"b": 1, "a": 0}), sum({1: 2, 3: 4}), "".join({"a": 1, "b": 2}), list(map(str, {1: 2})), [*{1: 2}], any({0: 1}), tuple({1: 1}), len({}), min({3: 1, 2: 5}, key={3: 1, 2: 5}.get))
print(repr({"it's": 'x"y', 1: None}), str({}), f"{ {'a': 1} }", "%s" % {1: 2}, "%(k)s" % {"k": "v"}, {}.__len__(), {1: 2}.__getitem__(1), {1: 2}.__contains__(1), {1: 2}.__eq__({1: 2}), {1: 2}.__iter__().__next__(), {}.__setitem__(1, 2), {1: 2}.__or__({3: 4}), {1: 2}.__ror__({3: 4}), {1: 2}.__ior__({3: 4}), {1: 2}.__reversed__().__next__(), {1: 2}.__repr__(), {}.__class__)
big = {}
for i in range(5000): big["key%d" % i] = i
for i in range(0, 5000, 3): del big["key%d" % i]
for i in range(5000, 6000): big["key%d" % i] = i
print(len(big), sum(big.values()), list(big)[:3], list(big)[-1], big["key4999"], "key3" in big, big.get("key1"))
q = {i: -i for i in range(1000)}; s = 0
while q:
    k, v = q.popitem(); s += k * v
    if len(q) > 500: q.pop(next(iter(q)))
print(s)
class H:
    def __init__(self, v): self.v = v
    def __hash__(self): return self.v % 3
    def __eq__(self, o): return self.v == o.v
    def __repr__(self): return f"H{self.v}"
h = {H(i): i for i in range(20)}; print(h[H(7)], len(h), H(19) in h, H(20) in h, h.pop(H(4)), h); del h[H(0)]; print(list(h)[:3], h.get(H(0)), h.get(H(3)))
class BadHash:
    def __hash__(self): raise ValueError("in hash")
class BadEq:
    def __hash__(self): return 1
    def __eq__(self, o): raise ValueError("in eq")
for f in (lambda: {BadHash(): 1}, lambda: d.get(BadHash()), lambda: {BadEq(): 1, BadEq(): 2}, lambda: {1: 0}[BadEq()], lambda: BadHash() in d):
    try: f()
    except ValueError as e3: print(e3)
