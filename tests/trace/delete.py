# Del of names, items, attributes and slices.
from _events import traced


class Object:
    pass


def delete():
    a = b = c = 1
    d = [1, 2, 3, 4]
    o = Object()
    o.x = 1
    del a
    del b, c
    del d[0], o.x
    del d[
        0
    ], (
        d[0:1])
    del (d,
         o)
    a = 2
    del a
    return a


traced(delete)
