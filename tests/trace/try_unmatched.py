# Exceptions that no handler wants.
from _events import traced


def inner():
    try:
        raise TypeError("t")
    except ValueError:
        x = 1
    except KeyError:
        x = 2


def outer():
    try:
        inner()
    except TypeError:
        y = 1
    inner()


traced(outer)
