# Delegation: values, send, throw, close, return values, to iterators that are not generators.
def inner():
    received = yield 1
    print("inner received", received)
    try:
        yield 2
    except ValueError as error:
        print("inner caught", error)
        yield 3
    return "result"
def outer():
    value = yield from inner()
    print("outer got", value)
    yield 4
g = outer()
print(next(g), g.send("x"), g.throw(ValueError("v")), next(g), next(g, "end"))
def over(iterable):
    value = yield from iterable
    return value
for thing in ([1, 2], "ab", range(3), (x for x in "gen"), {"k": 1}, (), map(str, [1])):
    print(list(over(thing)))
try:
    list(over(5))
except TypeError as error:
    print(error)
g = over([1, 2])
next(g)
try:
    g.send("cannot")
except AttributeError as error:
    print(error)
def chain(*iterables):
    for iterable in iterables:
        yield from iterable
print(list(chain("ab", [1], range(2))))
def closing():
    try:
        yield 1
        yield 2
    finally:
        print("inner closed")
def delegates():
    try:
        yield from closing()
    finally:
        print("outer closed")
g = delegates()
next(g)
g.close()
g = delegates()
next(g)
try:
    g.throw(KeyError("k"))
except KeyError as error:
    print("out", error)
class Iterator:
    def __init__(self): self.n = 0
    def __iter__(self): return self
    def __next__(self):
        self.n += 1
        if self.n > 2: raise StopIteration("value of iterator")
        return self.n
    def send(self, value):
        print("send", value)
        return next(self)
    def throw(self, kind, value=None, tb=None):
        print("throw", kind if isinstance(kind, type) else type(kind).__name__)
        raise StopIteration("after throw")
    def close(self):
        print("close")
def wrap():
    print("result:", (yield from Iterator()))
g = wrap()
print(next(g), g.send("s"), next(g, "end"))
g = wrap()
next(g)
g.close()
g = wrap()
next(g)
try:
    g.throw(ValueError("z"))
except StopIteration:
    print("stopped")
def deep(n):
    if n == 0:
        got = yield "bottom"
        return got
    return (yield from deep(n - 1))
g = deep(50)
print(next(g))
try:
    g.send("sent")
except StopIteration as stop:
    print(stop.value)
def returns():
    return 5
    yield
def uses():
    x = yield from returns()
    y = yield from returns()
    yield x + y
print(list(uses()))
def raising():
    yield 1
    raise OSError("inner fails")
def handler():
    try:
        yield from raising()
    except OSError as error:
        yield str(error)
print(list(handler()))
def recursive():
    yield from gen
gen = recursive()
try:
    next(gen)
except ValueError as error:
    print(error)
