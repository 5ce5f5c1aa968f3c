# Code that is never reached.
from _events import traced


def unreachable(n):
    if n:
        return 1
        x = 2
    else:
        raise ValueError
        x = 3
    x = 4


def after_loop():
    while True:
        return 5
    return 6


def after_break():
    for i in range(2):
        break
        x = 7
    return i


traced(unreachable, 1)
traced(after_loop)
traced(after_break)
traced(unreachable, 0)
