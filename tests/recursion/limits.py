# Endless recursion of every kind is a RecursionError that the program survives.
def attempt(name, f, *args):
    try:
        f(*args); print(name, "ended")
    except RecursionError as e:
        print(name, "RecursionError")
def plain(): plain()
attempt("plain", plain)
def counted(n): return counted(n + 1)
attempt("counted", counted, 0)
def even(): odd()
def odd(): even()
attempt("mutual", even)
f = lambda: f()
attempt("lambda", f)
def keywords(**k): return keywords(**k)
attempt("keywords", lambda: keywords(a=1))
def tried():
    try: tried()
    finally: pass
attempt("finally", tried)
class C:
    def m(self): return self.m()
    def __getattr__(self, n): return getattr(self, n + "x")
    def __call__(self): return self()
    def __add__(self, o): return self + o
    def __eq__(self, o): return self == o
    def __lt__(self, o): return self < o
    def __len__(self): return len(self)
    def __bool__(self): return bool(self)
    def __iter__(self): return iter(self)
    def __getitem__(self, k): return self[k]
    def __contains__(self, x): return x in self
    def __str__(self): return str(self)
    def __repr__(self): return repr(self)
    def __hash__(self): return hash(self)
    def __format__(self, s): return format(self, s)
    def __setattr__(self, n, v): self.x = v
    def __enter__(self):
        with self: pass
    def __exit__(self, *a): pass
    @property
    def p(self): return self.p
c = C()
attempt("method", c.m); attempt("getattr", lambda: c.q); attempt("call", c); attempt("add", lambda: c + 1); attempt("eq", lambda: c == 1); attempt("lt", lambda: c < 1); attempt("len", lambda: len(c)); attempt("bool", lambda: bool(c)); attempt("iter", lambda: iter(c)); attempt("getitem", lambda: c[0]); attempt("contains", lambda: 1 in c); attempt("str", lambda: str(c)); attempt("repr", lambda: repr(c)); attempt("hash", lambda: hash(c)); attempt("format", lambda: format(c)); attempt("setattr", lambda: setattr(c, "y", 1)); attempt("with", c.__enter__); attempt("property", lambda: c.p)
class G:
    def __getattribute__(self, n): return self.x
attempt("getattribute", lambda: G().a)
class N:
    def __new__(cls): return cls()
attempt("new", N)
class I:
    def __init__(self): I()
attempt("init", I)
def gen(): yield from gen()
attempt("yield from", lambda: next(gen()))
def gen2():
    for x in gen2(): yield x
attempt("generator", lambda: next(gen2()))
def key(x): return sorted([x, x], key=key)
attempt("sorted key", lambda: key(1))
def mapped(x): return list(map(mapped, [x]))
attempt("map", mapped, 1)
def comp(x): return [comp(y) for y in [x]]
attempt("comprehension", comp, 1)
def ev(): return eval("ev()")
attempt("eval", ev)
def dec(f): return dec(f)
attempt("decorator", dec, 1)
class D:
    def __get__(self, o, t): return o.d
class E: d = D()
attempt("descriptor", lambda: E().d)
class M(type):
    def __call__(cls): return cls()
class MC(metaclass=M): pass
attempt("metaclass call", MC)
class H:
    def __hash__(self): return len({self})
attempt("hash in set", lambda: {H()})
depth = 0
def measure():
    global depth
    depth += 1
    measure()
try: measure()
except RecursionError as e: print(depth > 100, isinstance(e, RuntimeError), "maximum recursion depth" in str(e))
def fine(n): return n and fine(n - 1)
print(fine(200), fine(200))
