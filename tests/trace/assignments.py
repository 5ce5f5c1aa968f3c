# Assignments of every form.
from _events import traced


class Object:
    pass


def assign(a):
    b = a
    c = d = a
    e, f = a, b
    (g, h), *i = (1, 2), 3, 4
    o = Object()
    o.x = a
    o.y, o.z = 1, 2
    j = [0, 0]
    j[0] = j[1] = a
    j[0:1] = [5, 6]
    k: int = 3
    e, f = f, e
    if (l := a) and (m := l):
        n = m
    return b, c, d, e, f, g, h, i, j, k, n


traced(assign, 7)
