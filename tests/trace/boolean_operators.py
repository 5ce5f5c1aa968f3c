# And, or and not as values.
from _events import traced


def boolean(a, b, c):
    d = a and b
    e = a or b or c
    f = (a
         and b
         or c)
    g = not (
        a)
    a and b
    a or b; h = 1
    i = (a or
         not b)
    return (
        a
        and
        c
    )


for triple in (0, 0, 0), (1, 0, 1), (1, 1, 0), (0, 1, 1):
    traced(boolean, *triple)
