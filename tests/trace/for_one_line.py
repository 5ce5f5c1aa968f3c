# A loop in one line begins its line in each round.
from _events import traced


def short():
    for i in range(2): pass
    for i in [1, 2, 3]: x = i
    for i in "ab": x = i; y = x
    for i in (): pass
    return x


traced(short)
