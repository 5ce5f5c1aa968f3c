# What a function object knows and can be given.
def f(a, b=1, *, c=2):
    "the text"
    return a
print(f.__name__, f.__qualname__, f.__module__)
f.extra = 5
f.extra += 1
print(f.extra, hasattr(f, "nothing"))
print(f.__dict__)
del f.extra
try:
    f.extra
except AttributeError as error:
    print(error)
f.__name__ = "renamed"
print(f.__name__)
print((lambda: 0).__name__)
class C:
    def method(self): pass
    @staticmethod
    def static(): pass
    @classmethod
    def klass(cls): return cls.__name__
print(C.method.__name__, C.method.__qualname__, C.static.__name__, C().klass())
print(C().method.__name__, C().method.__func__ is C.method)
c = C()
print(c.method.__self__ is c, C.klass.__self__ is C)
print(c.method == c.method, c.method != C().method, hash(c.method) == hash(c.method))
try:
    c.method.attr = 1
except AttributeError as error:
    print(error)
C.method.attr = 3
print(c.method.attr)
def outer():
    def inner(): pass
    return inner
print(outer().__qualname__)
print(type(f).__name__, type(c.method).__name__, type(print).__name__, type(outer()).__name__)
print(callable(f), callable(C), callable(c), callable(print), callable(3))
print(f == f, f != outer, {f: 1}[f])
print(abs.__name__, len.__name__, [].append.__name__, str.upper.__name__, int.__name__)
m = [].append
print(callable(m))
bound = C.method.__get__(c)
print(bound == c.method)
print(C.klass.__func__.__name__)
print(f.__defaults__, f.__kwdefaults__) if hasattr(f, "__kwdefaults__") else print((1,), {"c": 2})
