# Generator expressions.
from _events import traced


def expressions(items):
    a = list(i * 2 for i in items)
    b = sum(
        i
        for i in items
        if i > 1
    )
    c = list((i, j) for i in items for j in range(i) if i if
             j)
    d = any(i for i in ())
    e = all(i for i in items)
    f = (i for i in items)
    g = next(f)
    f.close()
    return a, b, c, d, e, g


traced(expressions, [1, 2])
