# What a profiler sees of exceptions.
from _events import profiled


def fails():
    raise ValueError("f")


def outer():
    try:
        fails()
    except ValueError:
        pass
    try:
        int("x")
    except ValueError:
        pass
    {}.get(1)
    fails()


profiled(outer)
