# __getattr__, __getattribute__, __setattr__, __delattr__, __dir__, hasattr, getattr with default.
class G:
    def __init__(self): self.real = 1
    def __getattr__(self, name):
        if name.startswith("no"): raise AttributeError("never " + name)
        return "made " + name
g = G()
print(g.real, g.other, getattr(g, "x" + "y"), hasattr(g, "no"), hasattr(g, "yes"), getattr(g, "nope", "default"))
try: g.none
except AttributeError as e: print(e)
class A:
    x = 1
    def __getattribute__(self, name):
        if name == "blocked": raise AttributeError(name)
        if name == "magic": return "magic!"
        return super().__getattribute__(name)
a = A(); a.y = 2
print(a.x, a.y, a.magic, hasattr(a, "blocked"), getattr(a, "blocked", 0))
class Both(A):
    def __getattr__(self, name): return "fallback " + name
b = Both(); print(b.blocked, b.magic, b.z, b.x)
class S:
    def __setattr__(self, name, value):
        print("set", name, value); object.__setattr__(self, name, value)
    def __delattr__(self, name):
        print("del", name); object.__delattr__(self, name)
s = S(); s.a = 1; s.a += 1; print(s.a); del s.a; setattr(s, "b", 3); delattr(s, "b")
try: del s.zzz
except AttributeError as e: print(e)
class Frozen:
    def __init__(self, **k): self.__dict__.update(k)
    def __setattr__(self, n, v): raise TypeError("frozen")
f = Frozen(q=1); print(f.q)
try: f.q = 2
except TypeError as e: print(e)
class Proxy:
    def __init__(self, target): object.__setattr__(self, "_t", target)
    def __getattr__(self, n): return getattr(self._t, n)
    def __setattr__(self, n, v): setattr(self._t, n, v)
p = Proxy([1, 2]); p.append(3); print(p._t, p.count(1))
try: len(p)
except TypeError as e: print(e)
class D:
    def __dir__(self): return ["z", "a", "m"]
print(dir(D()))
class E:
    def __getattr__(self, n): raise ValueError("not attribute error")
try: hasattr(E(), "x")
except ValueError as e: print(e)
try: getattr(E(), "x", 1)
except ValueError as e: print(e)
class Special:
    def __getattr__(self, n): return lambda *a: 5
for action in (lambda: len(Special()), lambda: Special() + 1, lambda: Special()[0], lambda: iter(Special())):
    try: print(action())
    except TypeError as e: print(type(e).__name__)
class Meta(type):
    def __getattr__(cls, n): return cls.__name__ + "." + n
class M(metaclass=Meta): pass
print(M.anything)
try: M().anything
except AttributeError as e: print(e)
class Dyn: pass
d = Dyn()
for i in range(100): setattr(d, "a%d" % i, i)
print(sum(getattr(d, "a%d" % i) for i in range(100)), len(d.__dict__))
for i in range(0, 100, 2): delattr(d, "a%d" % i)
print(len(vars(d)), hasattr(d, "a2"), d.a3)
class Super:
    def __getattr__(self, n): return "S" + n
class Sub(Super):
    def __getattr__(self, n): return "sub(" + super().__getattr__(n) + ")"
print(Sub().x)
class NoDict:
    def __getattribute__(self, n): return n
print(NoDict().anything, NoDict().__dict__)
x = getattr; print(x(5, "real"), x([1], "count")(1), getattr("a", "upper")())
