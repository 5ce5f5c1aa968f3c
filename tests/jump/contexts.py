# Jumps out of `with` statements and within them; into them they are refused.
from _jumper import show, show_all


class Context:
    def __init__(self, out, name, suppresses=False):
        self.out = out
        self.name = name
        self.suppresses = suppresses

    def __enter__(self):
        self.out.append("enter " + self.name)
        return self

    def __exit__(self, kind, value, traceback):
        self.out.append("exit " + self.name + " " + str(value))
        return self.suppresses


def one(out):
    out.append(2)
    with Context(out, "a") as a:
        out.append(4)
        out.append(a.name)
    out.append(6)


show_all(one, [(2, 3), (2, 4), (2, 5), (3, 5), (3, 6), (4, 2), (4, 3), (4, 5), (4, 6), (5, 4), (6, 4), (6, 3), (6, 5)])


def two(out, fails):
    with Context(out, "a", True):
        with Context(out, "b"):
            out.append(4)
            if fails:
                raise KeyError("k")
            out.append(7)
        out.append(8)
    out.append(9)


show_all(two, [(3, 9), (4, 3), (4, 2), (4, 8), (4, 9), (7, 4), (8, 4), (8, 2), (9, 8), (4, 7), (2, 8)], False)
show_all(two, [(4, 6), (5, 8), (6, 9), (6, 7)], True)


def mixed(out):
    for i in 1, 2:
        with Context(out, "a") as a:
            try:
                out.append(i)
                raise KeyError
            except KeyError:
                with Context(out, "b") as b:
                    out.append(9)
                    out.append(10)
            out.append(11)
        out.append(12)
    out.append(13)


show_all(
    mixed,
    [(5, 11), (5, 12), (5, 13), (5, 9), (9, 10), (9, 11), (9, 12), (9, 13), (10, 5), (10, 9), (11, 9), (11, 5), (12, 5), (12, 2), (13, 12), (13, 5)],
)
