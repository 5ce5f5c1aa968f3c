# Loops that end, break and continue.
from _events import traced


def loop(n, stop):
    total = 0
    while n:
        n -= 1
        if n == stop:
            break
        if n % 2:
            continue
        total += n
    else:
        total = -total
    return total


traced(loop, 5, 2)
traced(loop, 4, 9)
traced(loop, 0, 0)
