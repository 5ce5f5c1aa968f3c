# Functions that natives call, and that raise.
from _events import traced


def fail(n):
    if n == 2:
        raise ValueError("two")
    return n


def natives():
    try:
        sorted([1, 2], key=fail)
    except ValueError as error:
        a = error.args
    try:
        for x in map(fail, [1, 2]):
            b = x
    except ValueError:
        c = 1
    return a, b, c


traced(natives)
