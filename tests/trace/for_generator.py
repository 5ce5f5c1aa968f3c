# Loops over generators.
from _events import traced


def numbers(n):
    for i in range(n):
        yield i


def short(n):
    while n: yield n; n -= 1


def use():
    for i in numbers(2):
        x = i
    for i in short(2): x = i
    for i in (j * 2 for j in [1, 2]):
        x = i
    return x


traced(use)
