# Lists, tuples, sets and dicts over several lines.
from _events import traced


def displays(a, b):
    c = [
        a,
        b,
    ]
    d = (
        a,
        1,
        b,
    )
    e = {
        a,
        b
    }
    f = {
        "a": a,
        "b":
            b,
    }
    g = {
        a: 1,
        **f,
        b: 2,
    }
    h = [
        1,
        2,
        3,
    ]
    i = [
        *c,
        a,
        *d,
    ]
    j = {
        "x": 1,
        "y": 2,
    }
    k = []
    l = {
    }
    return c, d, e, f, g, h, i, j, k, l


traced(displays, 1, 2)
