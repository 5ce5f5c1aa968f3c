# Assignments over several lines.
from _events import traced


def assign(a, b):
    c = (
        a
    )
    d = (a
         + b)
    (e,
     f) = (
         a,
         b)
    g = \
        h = \
        a
    i = [
        a,
        b,
    ]
    i[
        0
    ] = (
        b)
    (i
     [1]) = a
    j = (k :=
         a)
    x, y = \
        b, \
        a
    return c, d, e, f, g, h, i, j, k, x, y


traced(assign, 1, 2)
