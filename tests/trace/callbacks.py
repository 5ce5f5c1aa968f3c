# Functions that natives call.
from _events import traced


def key(n):
    return -n


def join(a, b):
    return a + b


class Key:
    def __init__(self, n):
        self.n = n

    def __lt__(self, other):
        return self.n < other.n

    def __hash__(self):
        return self.n

    def __eq__(self, other):
        return self.n == other.n

    def __str__(self):
        return "key"


def natives():
    from functools import reduce
    a = sorted([1, 3, 2], key=key)
    b = list(map(key, [1, 2]))
    c = list(filter(lambda n: n > 1, [1, 2]))
    d = reduce(join, [1, 2, 3])
    e = max([1, 2], key=key)
    f = {Key(1): 1}[Key(1)]
    g = str(Key(2)) + f"{Key(3)}"
    h = Key(1) < Key(2)
    return a, b, c, d, e, f, g, h


traced(natives)
