# Conditions that are known.
from _events import traced


def known():
    if 0:
        a = 1
    if 1:
        b = 2
    if "":
        c = 3
    else:
        c = 4
    if not 0:
        d = 5
    if None:
        pass
    elif True:
        e = 6
    else:
        e = 7
    if __debug__:
        f = 8
    return b + c


traced(known)
