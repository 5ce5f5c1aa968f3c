# Generators as methods, properties, closures; pipelines; state machines; many at once.
class Tree:
    def __init__(self, v, l=None, r=None): self.v, self.l, self.r = v, l, r
    def __iter__(self):
        if self.l: yield from self.l
        yield self.v
        if self.r: yield from self.r
    @property
    def levels(self):
        level = [self]
        while level: yield [t.v for t in level]; level = [c for t in level for c in (t.l, t.r) if c]
    @staticmethod
    def count(n):
        while n: n -= 1; yield n
    @classmethod
    def names(cls): yield cls.__name__
    def __reversed__(self): yield from reversed(list(self))
    def __contains__(self, x): return any(x == v for v in self)
    def __getitem__(self, s): return [v for i, v in enumerate(self) if i in range(10)[s]]
t = Tree(4, Tree(2, Tree(1), Tree(3)), Tree(6, Tree(5), Tree(7)))
print(list(t), list(t.levels), list(Tree.count(3)), list(t.names()), list(reversed(t)), 5 in t, 9 in t, t[1:3], sum(t), max(t), sorted(t, reverse=True), dict(zip(t, "abcdefg")), [*t][::2], tuple(t)[0])
def numbers(n): yield from range(n)
def evens(it): yield from (x for x in it if x % 2 == 0)
def squares(it):
    for x in it: yield x * x
def take(n, it):
    for x in it:
        if n == 0: return
        n -= 1; yield x
print(list(take(4, squares(evens(numbers(100))))), sum(squares(numbers(50))))
def primes():
    def nums(n):
        while True: yield n; n += 1
    def sift(p, it): return (x for x in it if x % p)
    it = nums(2)
    while True: p = next(it); yield p; it = sift(p, it)
print(list(take(25, primes())))
def machine():
    state, log = "idle", []
    while True:
        cmd = yield state, len(log)
        log.append(cmd)
        match state, cmd:
            case "idle", "start": state = "running"
            case "running", "pause": state = "paused"
            case "paused", "resume": state = "running"
            case _, "stop": return log
m = machine(); print(next(m), [m.send(c) for c in ("start", "noise", "pause", "resume")])
try: m.send("stop")
except StopIteration as e: print(e.value)
def average():
    total = n = 0; avg = None
    while True: total += yield avg; n += 1; avg = total / n
a = average(); next(a); print([a.send(v) for v in (10, 20, 60)])
def consumer(out):
    try:
        while True: out.append((yield))
    except GeneratorExit: out.append("closed")
out = []; c = consumer(out); next(c); [c.send(i) for i in range(3)]; c.close(); print(out)
gens = [numbers(i) for i in range(200)]; total = 0
while gens: gens = [g for g in gens if (v := next(g, None)) is not None and (total := total + v) >= 0]
print(total)
def interleave(*its):
    its = [iter(i) for i in its]
    while its:
        for i in its[:]:
            try: yield next(i)
            except StopIteration: its.remove(i)
print(list(interleave("abc", [1], range(10, 15))))
def perms(l): yield from ([l] if len(l) < 2 else (l[i:i + 1] + p for i in range(len(l)) for p in perms(l[:i] + l[i + 1:])))
print(list(perms("abc")), len(list(perms([1, 2, 3, 4, 5]))))
def fact():
    n = r = 1
    while True: yield r; r *= n; n += 1
print([f for f, _ in zip(fact(), range(30))][-1]); g = (x for x in "lazy"); h = (c.upper() for c in g); print(next(h), next(g), list(h))
def args(*a, k=1, **kw):
    while a: k, *a = a; kw["k"] = k; yield dict(kw)
print(list(args(1, 2, z=3))); x = 5; late = (x * i for i in range(3)); x = 7; print(list(late)); print(*(i for i in range(3)), sep="/"); print({i: j for i, j in ((a, a * a) for a in range(3))}, set(i % 2 for i in range(5)) == {0, 1})
