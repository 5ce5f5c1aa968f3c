# Sorting: stability, keys, reverse, many shapes and sizes, odd comparisons.
state = 1
def rnd(n):
    global state
    state = (state * 1103515245 + 12345) & 0x7FFFFFFF
    return state % n
for size in (0, 1, 2, 3, 5, 10, 31, 32, 33, 64, 100, 500, 1500):
    for shape in ("random", "sorted", "reversed", "equal", "few", "saw", "organ", "almost"):
        a = {"random": [rnd(10000) for _ in range(size)], "sorted": list(range(size)), "reversed": list(range(size, 0, -1)), "equal": [7] * size, "few": [rnd(4) for _ in range(size)], "saw": [i % 10 for i in range(size)], "organ": [min(i, size - i) for i in range(size)], "almost": [i + (rnd(20) == 0) * 50 for i in range(size)]}[shape]
        b = sorted(a); ok = all(b[i] <= b[i + 1] for i in range(size - 1)); counts = {}
        for v in a: counts[v] = counts.get(v, 0) + 1
        for v in b: counts[v] -= 1
        pairs = sorted([(v % 7, i) for i, v in enumerate(a)], key=lambda p: p[0])
        stable = all(pairs[i] <= pairs[i + 1] for i in range(size - 1))
        r = sorted([(v % 7, i) for i, v in enumerate(a)], key=lambda p: p[0], reverse=True)
        rstable = all(r[i][0] > r[i + 1][0] or r[i][0] == r[i + 1][0] and r[i][1] < r[i + 1][1] for i in range(size - 1))
        if not (ok and not any(counts.values()) and stable and rstable and sorted(a, reverse=True) == b[::-1]): print("BAD", size, shape, ok, stable, rstable)
print("checked")
print(sorted("The quick brown Fox".split(), key=str.lower), sorted({"b": 1, "a": 2}), sorted({"b": 1, "a": 2}.items(), key=lambda kv: kv[1]), sorted((3, 1, 2)), sorted({3, 1, 2}), sorted(range(5, 0, -1)), sorted("banana"), sorted([]), sorted([[2], [1, 5], [1]]), sorted([(1, "b"), (1, "a"), (0, "z")]), sorted([True, False, 2, -1]), sorted([1.5, 1, 0.5]), sorted(["é", "z", "a", "Z"]), sorted([b"b", b"a"]))
class C:
    def __init__(self, n): self.n = n
    def __lt__(self, o): return self.n < o.n
    def __repr__(self): return f"C{self.n}"
print(sorted([C(3), C(1), C(2)]), sorted([C(3), C(1)], reverse=True), max([C(1), C(5), C(2)], key=lambda c: c.n), min(C(1), C(0), key=lambda c: c.n))
class Bad:
    def __lt__(self, o): raise ValueError("no comparing")
for f in (lambda: sorted([Bad(), Bad()]), lambda: sorted([1, None]), lambda: sorted([1j, 2j]), lambda: sorted([{}, {}]), lambda: sorted(5), lambda: sorted(), lambda: sorted([1], 5), lambda: sorted([1], foo=1)):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
calls = []
print(sorted([3, 1, 2], key=lambda v: calls.append(v) or v), calls)
nan = float("nan"); print(len(sorted([nan, 1, nan, 0])))
a = [3, 1, 2]; print(a.sort(), a, sorted(a) is a); a.sort(key=lambda v: -v, reverse=True); print(a)
def mutating(v): data.append(v) if len(data) < 10 else None; return v
data = [3, 2, 1]
try: data.sort(key=mutating)
except ValueError as e: print(e)
print(sorted(range(20), key=lambda v: (v % 3, -v)), sorted("aAbB", key=lambda c: (c.lower(), c)), [x for _, x in sorted(zip([3, 1, 2], "cab"))])
