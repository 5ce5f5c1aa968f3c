# Local variables at the time of a return.
from _events import traced


def change(a, *b, c=1, **d):
    e = a
    del a
    for f in b:
        e += f
    with_cell = lambda: e
    try:
        raise ValueError
    except ValueError as g:
        h = 1
    return with_cell()


traced(change, 1, 2, 3, z=4)
