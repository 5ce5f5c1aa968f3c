# property: get, set, delete, decorators, inheritance, errors, doc.
class C:
    def __init__(self): self._x = 0
    @property
    def x(self): "doc"; return self._x
    @x.setter
    def x(self, v):
        if v < 0: raise ValueError("negative")
        self._x = v
    @x.deleter
    def x(self): print("deleted"); self._x = None
    @property
    def read(self): return "read only"
    def _get(self): return "old style"
    def _set(self, v): self.got = v
    old = property(_get, _set, None, "old doc")
    only_set = property(None, _set)
    @property
    def fails(self): raise AttributeError("inside")
c = C()
c.x = 5; print(c.x); c.x += 2; print(c.x)
del c.x; print(c.x)
try: c.x = -1
except ValueError as e: print(e)
for code in ("c.read = 1", "del c.read", "c.only_set", "c.fails", "del c.old"):
    try: exec(code)
    except AttributeError as e: print(type(e).__name__)
print(c.old); c.old = 9; c.only_set = 8; print(c.got)
print(type(C.x).__name__, C.x.fget(c), C.x.fset is not None, C.read.fset, C.x.fdel is not None)
print(C.old.__doc__)
c.__dict__["x"] = "shadow"; print(c.x)
class D(C):
    @property
    def x(self): return "D", super().x
    @C.read.getter
    def read(self): return "changed"
d = D(); print(d.x, d.read)
try: d.x = 1
except AttributeError as e: print(e)
class E(C):
    x = C.x.setter(lambda self, v: setattr(self, "_x", v * 100))
e = E(); e.x = 2; print(e.x)
class Temp:
    def __init__(self, c): self.c = c
    f = property(lambda self: self.c * 9 / 5 + 32, lambda self, f: setattr(self, "c", (f - 32) * 5 / 9))
t = Temp(100); print(t.f); t.f = 32; print(t.c)
class Meta(type):
    @property
    def size(cls): return len(cls.__name__)
class Long(metaclass=Meta): pass
print(Long.size)
try: Long().size
except AttributeError as e: print(e)
p = property()
for action in (lambda: p.__get__(c), lambda: p.__set__(c, 1), lambda: p.__delete__(c)):
    try: action()
    except AttributeError as e: print(type(e).__name__)
print(p.__get__(None, C) is p)
