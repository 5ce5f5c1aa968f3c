# Comparisons and chains of them.
from _events import traced


def compare(a, b, c):
    d = a < b
    e = a < b < c
    f = (a
         < b
         < c)
    g = (a == b
         != c)
    a < b < c
    a < b < c; h = 1
    i = (a in
         (b, c))
    j = (a is
         not None)
    return f


for triple in (1, 2, 3), (3, 2, 1), (1, 1, 1):
    traced(compare, *triple)
