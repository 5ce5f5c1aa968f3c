# Special methods of operators.
from _events import traced


class Number:
    def __init__(self, n):
        self.n = n

    def __add__(self, other):
        return Number(self.n + other.n)

    def __lt__(self, other):
        return self.n < other.n

    def __eq__(self, other):
        return self.n == other.n

    def __bool__(self):
        return self.n != 0

    def __getitem__(self, index):
        return index

    def __call__(self, x):
        return x

    def __neg__(self):
        return Number(-self.n)

    def __contains__(self, x):
        return x == self.n

    def __len__(self):
        return self.n

    def __iadd__(self, other):
        self.n += other
        return self


def use():
    a, b = Number(1), Number(2)
    c = a + b
    d = a < b and b
    e = a == b or \
        a[3]
    if not a:
        f = 1
    elif a(1) in a:
        f = (-a).n
    a += 1
    g = len(a)
    return c.n, d.n, e, f, g


traced(use)
