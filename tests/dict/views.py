# Views of dicts: live, with operations of sets.
d = {"a": 1, "b": 2, "c": 3}
k, v, i = d.keys(), d.values(), d.items()
print(k, v, i, len(k), len(v), len(i)); d["d"] = 4; print(k, v, i); del d["a"]; print(list(k), list(v), list(i))
print("b" in k, "a" in k, 2 in v, ("b", 2) in i, ("b", 3) in i, "x" in i, 5 not in v, list(reversed(k)), list(reversed(v)), list(reversed(i)))
print(sorted(k & {"b", "x"}), sorted(k | ["z"]), sorted(k - {"b"}), sorted(k ^ {"b", "q"}), sorted({"b", "x"} & k), sorted({"x"} | k), sorted(i & {("b", 2)}), sorted(i - {("b", 2)}), type(k & k).__name__)
print(k == {"b", "c", "d"}, k == d.keys(), k != {"b"}, k <= {"b", "c", "d", "e"}, k < {"b", "c", "d"}, k >= {"b"}, k > {"b"}, k.isdisjoint({"x"}), k.isdisjoint({"b"}), i == dict(d).items(), i.isdisjoint([]), v == d.values(), i <= i)
for bad in ("v & {1}", "k + k", "k[0]", "hash(k)", "k.add(1)", "v < v", "k & 5", "len(5)", "k < 5", "[] in i", "[] in k"):
    try: print(bad, eval(bad))
    except Exception as e: print(bad, type(e).__name__)
for action in ("d['new'] = 1", "del d['b']", "d.clear()", "d.pop('b', 0)"):
    d = {"a": 1, "b": 2, "c": 3}
    try:
        for key in d.keys(): exec(action)
    except RuntimeError as e: print(action, e)
    d = {"a": 1, "b": 2}
    try:
        for pair in d.items(): d["x%d" % len(d)] = 1
    except RuntimeError as e: print(e)
d = {"a": 1}
for key in d: d[key] = 5
print(d, [key for key in list(d)], next(iter(d.values())), next(iter(d.items())), iter(d.keys()).__class__.__name__)
print(k.mapping["b"] if hasattr(k, "mapping") else 2, type(d.keys()).__name__, type(d.values()).__name__, type(d.items()).__name__)
print(max({"x": 5}.values()), sum({1: 2, 3: 4}.values()), sorted({"b": 1, "a": 2}.items()), dict({"b": 1}.items()), {**dict(zip({"a": 1}.keys(), [9]))}, set({1: 2}.items()) == {(1, 2)}, [a + b for a, b in {1: 2, 3: 4}.items()], [*{}.keys()], {}.items() == {}.items(), tuple({1: 0}.keys()))
it = iter({1: 2, 3: 4}); print(next(it), next(it), next(it, "end"))
e = {}; x = e.keys(); print(x, list(x), bool(x)); e[1] = 2; print(bool(x), x)
a, b = {"p": 1, "q": 2}.items(); print(a, b)
