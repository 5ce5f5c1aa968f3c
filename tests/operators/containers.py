# __getitem__ and friends, iteration protocols, contains fallbacks, slices, length hints, __missing__.
class G:
    def __getitem__(self, k): return k
    def __setitem__(self, k, v): print("set", k, v)
    def __delitem__(self, k): print("del", k)
g = G()
print(g[1], g["a"], g[1, 2], g[1:2], g[1:2, ::3], g[...], g[:], g[-1], g[()], g[(1,)], g[1:], g[::2], g[g[0]:])
g[1] = 2; g[1:2] = 3; g[1, 2] = 4; del g[1]; del g[::2]; g["k"] = g["z"] = 0
class Count:
    def __getitem__(self, i):
        if i >= 3: raise IndexError("end")
        return i * 10
    def __len__(self): return 3
c = Count()
print(list(c), 20 in c, 5 in c, [x for x in c], *c, tuple(reversed(c)), max(c), dict(enumerate(c)), list(zip(c, c)))
it = iter(c); print(next(it), list(it), next(it, "end"))
class StopItem:
    def __getitem__(self, i):
        if i > 1: raise StopIteration
        return i
print(list(StopItem()))
class Bad:
    def __getitem__(self, i): raise ValueError("bad")
try: list(Bad())
except ValueError as e: print(e)
class It:
    def __init__(self, n): self.n = n
    def __iter__(self): return self
    def __next__(self):
        self.n -= 1
        if self.n < 0: raise StopIteration
        return self.n
print(list(It(3)), 1 in It(3), 7 in It(3), sum(It(4)), sorted(It(3)), set(It(2)) == {0, 1}, next(It(0), "d"), max(It(3)), any(It(1)), all(It(2)), list(map(str, It(2))), "".join(map(str, It(3))))
class NotIter:
    def __iter__(self): return 5
class NoneIter: __iter__ = None
class NextOnly:
    def __next__(self): return 1
class NoneContains: __contains__ = None
for f in (lambda: iter(NotIter()), lambda: iter(NoneIter()), lambda: iter(NextOnly()), lambda: next(NextOnly()), lambda: 1 in NoneContains(), lambda: 1 in NotIter(), lambda: list(NextOnly()), lambda: [*NotIter()], lambda: reversed(It(2))):
    try: print(f())
    except TypeError as e: print(e)
class Rev:
    def __reversed__(self): return iter("rev")
print(list(reversed(Rev())))
i = iter(lambda state=[0]: state.__setitem__(0, state[0] + 1) or state[0], 4); print(list(i))
class Con:
    def __contains__(self, x): return "truthy"
print(1 in Con(), 1 not in Con())
class Hint(It):
    def __length_hint__(self): return 10
print(list(Hint(2)))
class D(dict):
    def __missing__(self, k): self[k] = k * 2; return self[k]
d = D(); print(d[2], d)
def gen(): yield 1; yield 2
print(1 in gen(), 5 in gen())
class K:
    def __init__(self, h, e): self.h, self.e = h, e
    def __hash__(self): return self.h
    def __eq__(self, o): return self.e
x, y = K(1, True), K(1, False)
print(len({x, y}), len({y, x, K(1, False)}), x in {y: 1}, len({K(i, True) for i in range(5)}), len({K(1, True) for i in range(5)}))
z = [1, 2, 3]
for v in z:
    if v == 1: z.remove(2)
    print(v)
dd = {1: 1}
try:
    for k in dd: dd[k + 1] = 1
except RuntimeError as e: print(e)
ss = {1}
try:
    for k in ss: ss.add(k + 1)
except RuntimeError as e: print(e)
class Del:
    def __delattr__(self, n): print("delattr", n)
del Del().x
class Matrix:
    def __init__(self, rows): self.rows = rows
    def __getitem__(self, key):
        match key:
            case (int(r), int(c)): return self.rows[r][c]
            case slice() as s, c: return [row[c] for row in self.rows[s]]
            case int(r): return self.rows[r]
m = Matrix([[1, 2], [3, 4], [5, 6]]); print(m[1, 0], m[:, 1], m[1:, 0], m[2])
