# functools.
from functools import partial, reduce, wraps, update_wrapper, cmp_to_key, total_ordering
def f(a, b=2, *c, d=4, **k): return a, b, c, d, k
p = partial(f, 1); print(p(), p(5), p(5, 6, d=7, z=8), partial(f, 1, 2, d=9)(3), partial(p, 10)(x=1), p.func is f, p.args, partial(f, k=1).keywords, partial(int, base=2)("101"), list(map(partial(pow, 2), range(4))), partial(partial(f, 1), b=3)())
print(reduce(lambda a, b: a + b, [1, 2, 3]), reduce(lambda a, b: a * b, range(1, 6), 10), reduce(max, [3, 9, 2]), reduce(lambda a, b: a + [b], "abc", []), reduce(None, [5]), reduce(None, [], 7))
for bad in ("reduce(lambda a, b: a, [])", "reduce(lambda a: a, [1, 2])", "reduce(5, [1, 2])", "reduce()", "partial()", "partial(5)", "reduce(lambda a, b: a, 5)"):
    try: print(eval(bad))
    except TypeError as e: print(bad, "TypeError")
def deco(g):
    @wraps(g)
    def wrapper(*a): "wrapper doc"; return "wrapped", g(*a)
    return wrapper
@deco
def original(x): "original doc"; return x
print(original(1), original.__name__)
def w(): pass
print(update_wrapper(w, original).__name__, w.__name__)
print(sorted([3, 1, 2], key=cmp_to_key(lambda a, b: b - a)), sorted(["bb", "a"], key=cmp_to_key(lambda a, b: len(a) - len(b))), min([4, 2], key=cmp_to_key(lambda a, b: a - b)))
@total_ordering
class V:
    def __init__(self, n): self.n = n
    def __eq__(self, o): return self.n == o.n
    def __lt__(self, o): return self.n < o.n
print(V(1) <= V(2), V(1) > V(0), V(1) >= V(1), V(2) <= V(1), V(1) != V(2))
class M:
    m = lambda self, x: ("m", x)
    def __init__(self): self.q = partial(self.m, 5)
print(M().q())
