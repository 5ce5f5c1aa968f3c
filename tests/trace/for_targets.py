# Targets of loops.
from _events import traced


class Object:
    pass


def targets():
    o = Object()
    d = {}
    for o.a in range(2):
        pass
    for d["k"] in "xy": pass
    for (a,
         b), *c in [((1, 2), 3, 4)]:
        d[a] = b
    for i, (j, k) in enumerate([(1, 2)]):
        x = i + j + k
    return o.a, d, c, x


traced(targets)
