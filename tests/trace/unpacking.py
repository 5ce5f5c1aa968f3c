# Unpacking that fails and that succeeds.
from _events import traced


def unpack(x):
    try:
        a, b = x
    except ValueError as error:
        a = b = str(error)
    try:
        (c,
         *d) = x
    except ValueError:
        c = d = None
    first, *middle, last = [*x, 1, *x, 2]
    return a, b, c, d, first, middle, last


traced(unpack, (1, 2))
traced(unpack, ())
traced(unpack, (1, 2, 3))
