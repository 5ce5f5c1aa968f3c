# Counter and ChainMap.
from collections import ChainMap, Counter

count = Counter("abracadabra")
print(count.most_common(2), count["a"], count["zebra"])
print(sorted(Counter(a=3, b=1, c=0).elements()))
count.subtract("aab")
print(sorted(count.items()))
count.update(["z", "z"])
print(count["z"], sum(count.values()))
left, right = Counter(a=3, b=1), Counter(a=1, b=2)
for result in (left + right, left - right, left & right, left | right, +Counter(a=-1, b=2), -Counter(a=-1)):
    print(sorted(result.items()))
print(Counter(a=1) == Counter(a=1, b=0), repr(Counter(a=2)))

base, top = {"a": 1, "b": 2}, {"b": 3}
chain = ChainMap(top, base)
print(chain["a"], chain["b"], len(chain), sorted(chain), "c" in chain)
chain["a"] = 9
print(top, base, chain.parents["a"])
child = chain.new_child({"c": 4})
print(sorted(child.items()), child.maps[0], child.get("missing", 0))
del child["c"]
try:
    del child["c"]
except KeyError as error:
    print("KeyError", "c" in str(error))
