# A generator that fails.
from _events import traced


def failing(n):
    for i in range(2):
        yield 1 // (n - i)


def stops():
    yield 1
    raise StopIteration("wrong")


def use():
    try:
        for x in failing(1):
            y = x
    except ZeroDivisionError:
        y = 2
    try:
        list(stops())
    except RuntimeError as error:
        z = error.args
    return y, z


traced(use)
