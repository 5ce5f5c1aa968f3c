# A loop in one line begins its line in each round.
from _events import traced


def count(n):
    while n: n -= 1
    while n < 3: n += 1; n += 0
    while n > 0:
        n -= 1
    return n


traced(count, 3)
traced(count, 0)
