# Generators: iteration, send, throw, close, return values, state.
def count(n):
    i = 0
    while i < n:
        received = yield i
        if received is not None:
            print("received", received)
        i += 1
    return "done"
print(list(count(3)))
g = count(3)
print(next(g), g.send("hello"), next(g))
try:
    next(g)
except StopIteration as stop:
    print("stop", stop.value, stop.args)
try:
    next(g)
except StopIteration as stop:
    print("again", stop.value)
print(next(g, "default"))
g = count(3)
try:
    g.send(1)
except TypeError as error:
    print(error)
print(g.send(None))
def guarded():
    try:
        while True:
            try:
                value = yield 1
                print("got", value)
            except ValueError as error:
                print("caught", error)
                yield "recovered"
    finally:
        print("cleanup")
g = guarded()
next(g)
print(g.throw(ValueError("thrown")))
print(next(g))
g.close()
g.close()
print(next(g, "closed"))
g = guarded()
g.close()
print("never started")
g = guarded()
next(g)
try:
    g.throw(KeyError, "key")
except KeyError as error:
    print("passed", error)
g = count(1)
try:
    g.throw(ValueError)
except ValueError as error:
    print("at start", repr(error))
print(list(g))
def ignores():
    try:
        yield 1
    except GeneratorExit:
        yield 2
g = ignores()
next(g)
try:
    g.close()
except RuntimeError as error:
    print(error)
def catches():
    try:
        yield 1
    except GeneratorExit:
        print("exit")
        return
g = catches()
next(g)
print(g.close())
def stops():
    yield 1
    raise StopIteration("early")
g = stops()
next(g)
try:
    next(g)
except RuntimeError as error:
    print(error, repr(error.__cause__))
def reenter():
    yield next(self)
self = reenter()
try:
    next(self)
except ValueError as error:
    print(error)
print(type(count(1)).__name__, iter(g) is g)
def nothing():
    return
    yield
print(list(nothing()))
def tree(n):
    if n:
        yield from tree(n - 1)
        yield n
print(list(tree(5)))
def inner_error():
    yield 1
    1 / 0
try:
    for x in inner_error():
        print(x)
except ZeroDivisionError as error:
    print(error)
def expression():
    x = (yield) + (yield 5)
    print(x)
    y = yield (yield 1)
    print(y)
g = expression()
print(next(g), g.send(1), g.send(2), g.send("a"), end=" ")
try:
    g.send("b")
except StopIteration:
    print("end")
def many_locals():
    a, b, c, d, e = range(5)
    for i in range(3):
        a += i
        yield a, b, c, d, e
print(list(many_locals()))
fib = (lambda: (yield 1))()
print(list(fib))
def infinite():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b
print([x for x, _ in zip(infinite(), range(12))])
def with_finally():
    try:
        yield 1
    finally:
        print("finally")
g = with_finally()
next(g)
g.close()
def args(*a, k=1, **kw):
    yield a, k, kw
print(next(args(1, 2, k=3, z=4)))
print(sum(count(5)), max(count(4)), sorted(count(3), reverse=True), tuple(count(2)), dict(zip("ab", count(2))))
a, b, c = count(3)
print(a, b, c, 2 in count(3), 7 in count(3))
