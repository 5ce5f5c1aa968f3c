# Loops over ranges.
from _events import traced


def ranges(n):
    total = 0
    for i in range(n):
        total += i
    for i in range(n, 0, -1):
        total -= 1
    for i in range(1, n): total += 1
    for i in range(0):
        total = None
    for i in range(
            n):
        total += 2
    return total


traced(ranges, 3)
traced(ranges, 0)
