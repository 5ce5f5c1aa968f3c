# Exceptions raised by Python code that native code calls come out unchanged.
class Boom(Exception): pass
def boom(*a, **k): raise Boom(*a[1:2] and ())
class B:
    pass
names = "__len__ __bool__ __iter__ __next__ __getitem__ __setitem__ __delitem__ __contains__ __call__ __add__ __radd__ __iadd__ __eq__ __lt__ __gt__ __hash__ __str__ __repr__ __int__ __float__ __index__ __abs__ __neg__ __round__ __enter__ __getattr__ __format__ __bytes__ __reversed__ __complex__ __divmod__ __pow__ __setattr__ __delattr__ __dir__ __missing__".split()
made = {n: type("T", (), {n: boom}) for n in names}
cases = {"__len__": ["len(x)", "bool(x)", "list(x)", "[*x]"], "__bool__": ["bool(x)", "not x", "1 if x else 2", "x and 1", "any([x])", "all([x])", "list(filter(None, [x]))", "while_(x)"], "__iter__": ["list(x)", "for_(x)", "a, b = x", "sum(x)", "','.join(x)", "dict(x)", "set(x)", "tuple(x)", "sorted(x)", "max(x)", "zip(x)", "map(len, x)", "enumerate(x)", "[*x]", "print(*x)", "[].extend(x)", "1 in x", "bytes(x)", "'%s' % (*x,)", "list(zip(x, [1]))"], "__getitem__": ["x[0]", "list(x)", "1 in x", "x[0] += 1"], "__setitem__": ["x[0] = 1"], "__delitem__": ["del x[0]"], "__contains__": ["1 in x"], "__call__": ["x()", "list(map(x, [1]))", "sorted([1, 2], key=x)", "max([1, 2], key=x)", "list(filter(x, [1]))", "next(iter(x, 0))"], "__add__": ["x + 1", "sum([1], x)", "x += 1"], "__radd__": ["1 + x", "sum([x])"], "__iadd__": ["x += 1"], "__eq__": ["x == 1", "1 == x", "[x] == [1]", "x in [1]", "[1].index(x)", "[1].count(x)", "[1].remove(x)", "(x,) == (1,)", "{1: x} == {1: 2}", "x != 1"], "__lt__": ["x < 1", "sorted([x, x])", "[x, x].sort()", "min(x, 1)", "[x] < [1]", "1 > x"], "__gt__": ["x > 1", "max(x, 1)"], "__hash__": ["hash(x)", "{x}", "{x: 1}", "{}[x]", "{}.get(x)", "set([x])", "x in {}", "hash((x,))", "frozenset([x])", "dict([(x, 1)])", "{1}.add(x)"], "__str__": ["str(x)", "print(x)", "f'{x}'", "'%s' % x", "'{}'.format(x)"], "__repr__": ["repr(x)", "[x].__repr__()", "str([x])", "f'{x!r}'", "'%r' % x", "str({1: x})", "str((x,))", "ascii(x)"], "__int__": ["int(x)", "'%d' % x"], "__float__": ["float(x)", "'%f' % x"], "__index__": ["[1][x]", "range(x)", "hex(x)", "'a' * x", "[1][x:]", "chr(x)", "bytes(x)", "int(x)"], "__abs__": ["abs(x)"], "__neg__": ["-x"], "__round__": ["round(x)"], "__format__": ["f'{x:5}'", "format(x)", "'{:3}'.format(x)"], "__getattr__": ["x.foo", "hasattr(x, 'a')", "getattr(x, 'a', 1)"], "__bytes__": ["bytes(x)"], "__reversed__": ["reversed(x)"], "__complex__": ["complex(x)"], "__divmod__": ["divmod(x, 1)"], "__pow__": ["x ** 2", "pow(x, 2)", "pow(x, 2, 3)"], "__setattr__": ["x.a = 1", "setattr(x, 'a', 1)"], "__delattr__": ["del x.a", "delattr(x, 'a')"], "__dir__": ["dir(x)"]}
def for_(x):
    for _ in x: pass
def while_(x):
    while x: pass
bad = 0
for n, codes in cases.items():
    for code in codes:
        space = {"x": made[n](), "for_": for_, "while_": while_}
        try: exec(code, space); print(n, code, "no exception"); bad += 1
        except Boom as e: pass
        except Exception as e: print(n, code, type(e).__name__, e); bad += 1
print(bad, sum(map(len, cases.values())))
def g():
    yield 1
    raise Boom("gen")
for f in (lambda: list(g()), lambda: sum(g()), lambda: sorted(g()), lambda: [*g()], lambda: dict(zip(g(), g())), lambda: max(g()), lambda: list(map(abs, g())), lambda: "".join(map(str, g())), lambda: set(g()), lambda: tuple(g()), lambda: [x for x in g()], lambda: 5 in g(), lambda: any(x > 1 for x in g()), lambda: bytes(g()), lambda: bytearray(g()), lambda: list(filter(None, g())), lambda: list(enumerate(g())), lambda: dict.fromkeys(g()), lambda: {}.update((k, k) for k in g()), lambda: [].extend(g()), lambda: frozenset(g()), lambda: all(g()), lambda: print(*g())):
    try: f(); print("no exception")
    except Boom as e: print(e, end=" ")
print()
class It:
    def __iter__(self): return self
    def __next__(self): raise StopIteration("direct")
print(list(It()), sum(It()), next(It(), "default"))
def stops(x): raise StopIteration("from function")
try: print(list(map(stops, [1])))
except StopIteration as e: print("stop", e)
l = [3, 1, 2]
def key(v):
    if v == 2: raise Boom("key")
    return v
try: l.sort(key=key)
except Boom as e: print(e, sorted(l))
d = {1: 1}
class Bad:
    def __hash__(self): return hash(1)
    def __eq__(self, o): raise Boom("eq")
for f in (lambda: d[Bad()], lambda: d.get(Bad()), lambda: Bad() in d, lambda: d.pop(Bad()), lambda: d.setdefault(Bad()), lambda: d.update({Bad(): 1}), lambda: {1, Bad()}):
    try: f()
    except Boom as e: print(e, end=" ")
print(d)
