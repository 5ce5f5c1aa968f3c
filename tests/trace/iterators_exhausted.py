# Iterators that end in natives and in loops.
from _events import traced


class Three:
    def __init__(self):
        self.n = 0

    def __iter__(self):
        return self

    def __next__(self):
        self.n += 1
        if self.n > 2:
            raise StopIteration("over")
        return self.n


def exhaust():
    a = list(Three())
    b = sum(Three())
    c, d = Three()
    e = [*Three()]
    f = dict(zip(Three(), Three()))
    g = next(iter(Three()))
    for x in Three(): h = x
    i = 2 in Three()
    return a, b, c, d, e, f, g, h, i


traced(exhaust)
