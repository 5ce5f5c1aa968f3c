# List, set and dict comprehensions, their lines counted for the function around them.
from _events import traced


def comprehend(items):
    a = [i * 2 for i in items]
    b = [
        i
        for i in items
        if i
    ]
    c = {i for i in items}
    d = {i: i
         for i in items}
    e = [i for i in []]
    f = [
        (i, j)
        for i in items
        for j in range(
            i)
        if i
        if j
    ]
    return a, b, sorted(c), d, e, f


traced(comprehend, [1, 2, 3], fold=True)
