# What a profiler sees of generators.
from _events import profiled


def numbers():
    yield 1
    yield 2


def outer():
    found = []
    for n in numbers():
        found.append(n)
    g = numbers()
    next(g)
    g.close()
    return found, sorted(found)


profiled(outer)
