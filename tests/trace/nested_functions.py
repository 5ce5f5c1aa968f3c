# Functions in functions.
from _events import traced


def outer(n):
    total = 0

    def add(m):
        nonlocal total
        total += m
        return total

    def twice(f):
        def both(m):
            f(m)
            return f(m)
        return both

    a = twice(add)(n)
    b = add(1)
    return a, b, total


traced(outer, 2)
