# Sets and frozensets.
def show(s): return type(s).__name__ + str(sorted(s, key=str))
a = {1, 2, 3}; b = {3, 4}
print(show(a | b), show(a & b), show(a - b), show(a ^ b), show(a.union(b, [9], "x")), show(a.intersection(b, [3])), show(a.difference(b, [1])), show(a.symmetric_difference([3, 5])), show(a.union()), show(a.copy()))
print(a == {3, 2, 1}, a != b, a < {1, 2, 3, 4}, a <= a, a < a, a > {1}, a >= {1, 2}, a.issubset([1, 2, 3]), a.issuperset((1,)), a.isdisjoint({7}), a.isdisjoint([1]), a < b, b < a, 1 in a, 9 not in a, len(a), bool(set()), {1} == frozenset([1]), {1} == [1])
a.add(5); a.add(1); a.discard(99); a.discard(2); a.remove(3); print(show(a)); a.update([7, 8], "z"); print(show(a)); a.intersection_update([1, 7, "z"]); print(show(a)); a.difference_update([7]); print(show(a)); a.symmetric_difference_update([1, 2]); print(show(a)); x = a.pop(); print(len(a)); a.clear(); print(a, set(), len(a))
a = {1, 2}; c = a; a |= {3}; a &= {2, 3, 4}; a -= {4}; a ^= {9}; print(show(a), c is a)
print(set([1, 1, 2]) == {1, 2}, show(set("hello")), show(set({1: 2})), show(frozenset("ab")), frozenset(), set(range(3)) == {0, 1, 2}, {*[1], *{2}} == {1, 2}, repr({1}), repr(frozenset([1])), str({"a"}), f"{ {5} }", len({1, 1.0, True, 2}), {(1, 2), "x"} == {"x", (1, 2)})
f = frozenset([1, 2]); print(show(f | {3}), show({3} | f), show(f & f), show(f - {1}), show(f ^ {1}), hash(f) == hash(frozenset([2, 1])), {f: "k"}[frozenset([1, 2])], f in {f}, {1, 2} in {f}, f.copy() is f, frozenset(f) is f, show(f.union([5])), show(f.intersection([1])), show(f.difference([1])), show(f.symmetric_difference([1])), f.issubset(f), f.issuperset([1]), f.isdisjoint([5]), f < {1, 2, 3}, 1 in f, len(f), sorted(f))
for bad in ("set().pop()", "{1}.remove(2)", "{[]}", "{1}.add([])", "{1} | [1]", "{1} & 5", "{1} < 5", "{1} + {2}", "set(5)", "set(1, 2)", "hash({1})", "{1}[0]", "f.add(1)", "f.remove(1)", "{{1}}", "{1}.update(5)", "{1}.union(5)", "{1}.issubset(5)", "frozenset([[]])", "{1}.remove([])", "[] in {1}", "{1}.discard([])", "{1}.remove({2})", "{1} - [1]", "frozenset(5)", "set(a=1)"):
    try: print(bad, eval(bad))
    except Exception as e: print(bad, type(e).__name__, e)
s = set()
for i in range(1000): s.add(i * 37 % 1009)
for i in range(0, 1009, 2): s.discard(i)
print(len(s), sum(s), min(s), max(s), 7 in s, 8 in s, sorted(s)[:5]); t = set(range(500)); print(len(s & t), len(s | t), len(s - t), len(s ^ t))
while s: s.pop()
print(s, {1, 2}.__len__(), {1}.__contains__(1), {1}.__or__({2}) == {1, 2}, {1}.__eq__({1}), {1}.__le__({1}), {1, 2}.__sub__({1}), {1}.__and__([1]), list({5}.__iter__()), {1}.__ior__({2}) == {1, 2}, {1}.__hash__, {1}.__xor__({1}), {1}.__repr__())
g = {1, 2, 3}; h = g
for v in list(g): g.discard(v)
print(h, any({0}), all({1}), max({3, 1}), sum({1, 2}), sorted({3, 1, 2}, reverse=True), list(map(str, {5})), [x for x in {7}], {x % 2 for x in range(5)} == {0, 1}, frozenset(x for x in "a"), {None, ..., True} == {True, None, ...}, set() == frozenset(), set(set()), {frozenset()} == {frozenset()})
try:
    z = {1}
    for v in z: z.add(v + 100)
except RuntimeError as e: print(e)
i, = {4}; print(i); set.__init__(z, [6]); print(z); print(type({}), type({1}), isinstance({1}, set), isinstance(frozenset(), set), {1}.union({2}) is not None, {"a"}.isdisjoint("b"))
