# OrderedDict and defaultdict.
from collections import OrderedDict, defaultdict
o = OrderedDict([("b", 1), ("a", 2)]); o["c"] = 3; print(list(o), o["a"], list(o.items()), len(o), o.popitem(), o.popitem(last=False), list(o)); o = OrderedDict(x=1, y=2); print(list(o), o == {"y": 2, "x": 1}, o == OrderedDict(y=2, x=1), o == OrderedDict(x=1, y=2), isinstance(o, dict))
o["x"] = 10; del o["y"]; o["y"] = 5; o["z"] = 6; print(list(o.items())); o.move_to_end("x"); print(list(o)); o.move_to_end("x", last=False); print(list(o), list(reversed(o)), o.copy() == o, o.get("q"), o.pop("z"), o.setdefault("w", 1), list(o)); o.update(a=1); print(list(o.keys()), list(o.values())); o.clear(); print(len(o), OrderedDict.fromkeys("ab", 0) == {"a": 0, "b": 0}); print(OrderedDict())
try: OrderedDict().popitem()
except KeyError as e: print(type(e).__name__)
d = defaultdict(list); d["a"].append(1); d["a"].append(2); d["b"]; print(dict(d), len(d), "c" in d, d.get("c"), "c" in d, d.default_factory is list, isinstance(d, dict)); c = defaultdict(int)
for ch in "hello": c[ch] += 1
print(dict(c), sorted(c.items()), c["zz"], c); n = defaultdict(lambda: defaultdict(int)); n["x"]["y"] += 5; print(n["x"]["y"], n["q"]["r"]); e = defaultdict(None, {"k": 1}); print(e["k"])
try: e["missing"]
except KeyError as err: print(err)
print(defaultdict(int, a=1)["a"], defaultdict(int, [("x", 2)])["x"], repr(defaultdict(int, {1: 2})), defaultdict(list) == {}, defaultdict(int, {1: 2}).copy()[5], list(defaultdict(int, {1: 2})), defaultdict(str)["s"] == "")
for bad in ("defaultdict(5)", "defaultdict(int, 5)", "defaultdict(lambda: 1 / 0)['x']"):
    try: eval(bad)
    except Exception as err: print(type(err).__name__)
class D(defaultdict):
    def __missing__(self, k): return "mine " + k
print(D(int)["x"]); d.default_factory = None
try: d["new"]
except KeyError as err: print(err)
