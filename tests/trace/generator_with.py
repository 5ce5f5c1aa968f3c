# With and try around yield.
from _events import traced


class Manager:
    def __enter__(self):
        return 1

    def __exit__(self, kind, *rest):
        return kind is ValueError


def guarded():
    with Manager() as m:
        yield m
        x = 1
    try:
        yield 2
    except KeyError:
        yield 3
    finally:
        x = 2


def use():
    g = guarded()
    next(g)
    a = g.throw(ValueError)
    b = g.throw(KeyError)
    c = next(g, "end")
    g = guarded()
    next(g)
    g.close()
    return a, b, c


traced(use)
