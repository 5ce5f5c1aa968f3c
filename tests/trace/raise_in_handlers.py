# Exceptions in handlers and finally blocks.
from _events import traced


def handlers(n):
    try:
        raise ValueError("first")
    except ValueError:
        if n == 0:
            raise KeyError("second")
        if n == 1:
            {}["third"]
        undefined
    finally:
        if n == 2:
            raise TypeError("fourth")


for number in range(4):
    traced(handlers, number)
