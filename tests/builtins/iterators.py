# The iterators that builtins make: laziness, exhaustion, errors in the middle, nesting.
def noisy(n):
    for i in range(n): print("make", i, end=" "); yield i
for thing in (map(lambda x: x * 2, noisy(3)), filter(lambda x: x % 2, noisy(4)), zip(noisy(2), "ab"), enumerate(noisy(2))):
    print(type(thing).__name__, iter(thing) is thing, next(thing), list(thing), list(thing), next(thing, "end"))
m = map(lambda x: 10 // x, [1, 0, 5]); print(next(m))
try: next(m)
except ZeroDivisionError as e: print(e)
print(next(m), next(m, "end"))
z = zip(noisy(1), noisy(5)); print(list(z)); z = zip(noisy(5), noisy(1)); print(list(z))
print(list(map(None.__class__, [])) if False else "", list(zip(map(str, range(3)), filter(None, [0, 1, 2]), enumerate("abc"))), list(map(lambda *a: a, "ab", [1, 2], (3, 4))), sum(map(len, ["a", "bb"])), dict(enumerate("ab")), set(map(abs, [-1, 1])) == {1}, sorted(filter(lambda x: x, [2, 0, 1])), max(zip([1, 2], [3, 0])), " ".join(map(str, reversed([1, 2]))))
r = reversed([1, 2, 3]); print(next(r), list(r), type(r).__name__); e = enumerate("abc", 2**62); print([i - 2**62 for i, _ in e])
for bad in ("map()", "map(len)", "filter(None)", "zip(5)", "enumerate(5)", "reversed(5)", "list(map(5, [1]))", "list(filter(5, [1]))", "next(map(len, [5]))", "enumerate()", "zip(*5)", "iter()", "next()", "enumerate([], 'a')", "list(zip([1], 5))", "reversed({1})", "map(len, 5)", "filter(len, 5)"):
    try: print(bad, eval(bad))
    except TypeError as e: print(bad, e)
a = iter([1, 2]); print([x + y for x in a for y in a], list(a)); b = iter("abcdef"); print(list(zip(b, b, b)), [(x, next(b, None)) for x in iter("ab")])
l = [1, 2, 3]; i = iter(l); l.append(4); print(list(i), list(i)); l.append(5); print(list(i)); d = iter({1: 2}); s = iter({3}); print(next(d), next(s), next(d, 0), next(s, 0), next(iter("x")), next(iter(b"x")), next(iter(range(5, 6))), next(iter((7,))), next(iter(bytearray(b"y"))))
print([type(iter(x)).__name__ for x in ([], (), {}, set(), range(0), b"", bytearray(), {}.values(), {}.items())], type(iter("a")).__name__[:3], type(iter(int, 1)).__name__)
class N:
    def __init__(self): self.i = 0
    def __iter__(self): return self
    def __next__(self):
        self.i += 1
        if self.i == 3: raise StopIteration
        if self.i > 5: raise RuntimeError("too far")
        return self.i
n = N(); print(list(n), next(n)); print([list(zip(N(), range(10))), *map(lambda x: -x, N())], 2 in N(), list(filter(lambda q: q > 1, N())), [*N(), *N()], tuple(N()), dict(zip("ab", N())))
