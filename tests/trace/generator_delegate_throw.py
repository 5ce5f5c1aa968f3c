# Exceptions that go through delegates.
from _events import traced


def inner():
    try:
        yield 1
    except ValueError:
        yield 2
    finally:
        x = 3


def outer():
    try:
        yield from inner()
    except KeyError:
        y = 4
    yield 5


def use():
    g = outer()
    a = next(g)
    b = g.throw(ValueError)
    c = g.throw(KeyError)
    g.close()
    return a, b, c


traced(use)
