# A generator that is asked for one value after the other.
from _events import traced


def numbers():
    x = yield 1
    y = (yield
         2)
    yield (
        3)
    return x, y


def use():
    g = numbers()
    a = next(g)
    b = next(g)
    c = g.send("sent")
    try:
        next(g)
    except StopIteration as stop:
        d = stop.value
    return a, b, c, d


traced(use)
