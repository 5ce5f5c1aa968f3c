# Several statements in one line.
from _events import traced


def together(n):
    a = 1; b = 2; c = a + b
    if n: a = 3; b = 4
    for i in range(2): c += 1; c += 2
    while n: n -= 1; c += 1
    pass; pass
    return a; b = 5


traced(together, 2)
traced(together, 0)
