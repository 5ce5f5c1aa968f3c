# oracle: expected
# Deeply nested data: repr, comparison, hash, copying, freeing.
import sys
def attempt(name, f):
    try: f(); print(name, "ended")
    except RecursionError: print(name, "RecursionError")
def survive(name, f):
    try: f()
    except RecursionError: pass
    print(name, "survived")
def nest(n, make, x):
    for _ in range(n): x = make(x)
    return x
N = 100000
lists = nest(N, lambda x: [x], []); lists2 = nest(N, lambda x: [x], [])
tuples = nest(N, lambda x: (x,), ()); tuples2 = nest(N, lambda x: (x,), ())
dicts = nest(N, lambda x: {1: x}, {}); dicts2 = nest(N, lambda x: {1: x}, {})
attempt("repr list", lambda: repr(lists)); attempt("repr tuple", lambda: repr(tuples)); attempt("repr dict", lambda: repr(dicts)); attempt("str list", lambda: str(lists)); attempt("format list", lambda: f"{lists}"); attempt("percent", lambda: "%r" % lists)
attempt("eq list", lambda: lists == lists2); attempt("eq tuple", lambda: tuples == tuples2); attempt("eq dict", lambda: dicts == dicts2); attempt("lt list", lambda: lists < lists2); attempt("hash tuple", lambda: hash(tuples)); attempt("in list", lambda: lists in [lists2]); attempt("key", lambda: {tuples: 1}); attempt("count", lambda: [lists].count(lists2))
a = []; a.append(a); b = []; b.append(b)
attempt("cyclic eq", lambda: a == b); print(repr(a), a == a, [a] == [a])
t = ([],); t[0].append(t); print(repr(t)); d = {}; d[1] = d; print(repr(d)); d[2] = [d]; print(d)
survive("isinstance", lambda: isinstance(1, nest(N, lambda x: (x,), (str,)))); survive("startswith", lambda: nest(1000, lambda x: (x,), "a") and "a".startswith("a"))
class Node:
    def __init__(self, next): self.next = next
    def __repr__(self): return f"Node({self.next!r})"
    def __eq__(self, o): return isinstance(o, Node) and self.next == o.next
chain = nest(N, Node, None); chain2 = nest(N, Node, None)
attempt("repr chain", lambda: repr(chain)); attempt("eq chain", lambda: chain == chain2)
count = 0; n = chain
while n: n = n.next; count += 1
print(count)
del chain, chain2, lists, tuples, dicts, n
g = (x for x in [1])
for _ in range(1000): g = (x for x in g)
survive("generators", lambda: list(g))
m = iter([1])
for _ in range(500): m = map(abs, m)
survive("maps", lambda: list(m))
def deco(f): return lambda: f()
f = lambda: 1
for _ in range(20000): f = deco(f)
survive("closures", f)
e = None
for i in range(10000):
    x = ValueError(i); x.__cause__ = e; x.__context__ = e; e = x
print(e.args); del e
C = type("C0", (), {})
for i in range(60): C = type("C%d" % i, (C,), {})
print(len(C.__mro__))
def deep_try(n):
    try: return deep_try(n + 1)
    except RecursionError: raise
attempt("deep try", lambda: deep_try(0))
print("alive", sum(range(10)))
