# Conditional expressions.
from _events import traced


def conditional(a, b):
    c = 1 if a else 2
    d = (a
         if b
         else c)
    e = (
        1 if a else
        2 if b else
        3
    )
    a if b else c
    a if b else c; f = 1
    g = 1 if True else 2
    return (c
            if a and
            b else d)


for pair in (0, 0), (0, 1), (1, 0), (1, 1):
    traced(conditional, *pair)
