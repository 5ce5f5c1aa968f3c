# Generators that delegate.
from _events import traced


def inner(n):
    for i in range(n):
        x = yield i
    return "inner"


def outer():
    a = yield from inner(2)
    b = yield from inner(0)
    yield from [8, 9]
    c = yield from (
        inner(1))
    return a, b, c


def use():
    g = outer()
    found = [next(g)]
    found.append(g.send("x"))
    for item in g:
        found.append(item)
    return found


traced(use)
