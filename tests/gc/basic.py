# gc: collection of cycles; what both have.
import gc
print(gc.isenabled()); gc.disable(); print(gc.isenabled()); gc.enable(); print(gc.isenabled(), isinstance(gc.collect(), int))
class Node:
    def __init__(self): self.me = self; self.others = []
for i in range(2000):
    a = Node(); b = Node(); a.others.append(b); b.others.append(a)
    c = [a, {"b": b}]; c.append(c); f = lambda: (a, f)
    g = (x for x in c); next(g)
gc.collect(); print("survived", a.me is a, a.others[0] is b)
kept = [[i] * 10 for i in range(1000)]; gc.collect(); print(sum(map(len, kept)), kept[500][0])
d = {i: str(i) * 3 for i in range(1000)}; gc.collect(); print(d[999], len(d)); s = {(i, i) for i in range(500)}; gc.collect(); print((499, 499) in s)
def gen():
    local = [1, 2, 3]
    gc.collect(); yield local
    gc.collect(); yield local[1]
g = gen(); x = next(g); gc.collect(); print(x, next(g))
def deep(n): return [n, deep(n - 1)] if n else gc.collect() and [] or []
t = deep(100); gc.collect(); print(t[1][1][0])
print("".join([chr(97 + i % 26) for i in range(100) if gc.collect() is not None])[:10])
try: raise ValueError([1, 2])
except ValueError as e: gc.collect(); print(e.args)
class D(dict):
    def __missing__(self, k): gc.collect(); return k * 2
print(D()["ab"], sorted([3, 1, 2], key=lambda v: (gc.collect(), v)[1]), [*map(lambda v: (gc.collect(), v)[1], "abc")])
class It:
    def __init__(self): self.n = 0
    def __iter__(self): return self
    def __next__(self):
        gc.collect(); self.n += 1
        if self.n > 5: raise StopIteration
        return str(self.n) * 2
print(list(It()), tuple(It()), "-".join(It()), {v: v for v in It()}, sorted(set(It())), [*It()], dict(zip(It(), It())), max(It()), "%s %s" % (*list(It())[:2],))
class E:
    def __eq__(self, o): gc.collect(); return True
    def __hash__(self): gc.collect(); return 5
    def __repr__(self): gc.collect(); return "E" * 2
    def __add__(self, o): gc.collect(); return E()
print({E(): 1}[E()], E() in [E()], repr([E(), E()]), f"{E()!r} {[E()]}", E() + E() + E(), len({E(), E()}))
