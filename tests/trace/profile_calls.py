# What a profiler sees of calls.
from _events import profiled


def inner(n):
    return n + 1


def outer():
    a = inner(1)
    b = len("abc")
    c = [1].copy()
    d = max(
        a,
        b,
    )
    return d


profiled(outer)
