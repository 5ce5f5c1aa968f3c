# Subscripts and slices.
from _events import traced


def subscripts(a, i):
    b = a[i]
    c = a[
        i
    ]
    d = a[1:i]
    e = a[
        0:
        i
    ]
    f = a[::
          i]
    g = (a
         [i])
    a[i:
      ] = [7]
    return b, c, d, e, f, g


traced(subscripts, [1, 2, 3, 4], 2)
