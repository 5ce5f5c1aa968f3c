# Generators in one line.
from _events import traced


def one(n): yield n; yield n + 1
def two(): x = yield; yield x
def three(n):
    while n: yield n; n -= 1
def four(): return 5; yield


def use():
    a = list(one(1))
    g = two(); next(g); b = g.send(2)
    g.close()
    c = list(three(2))
    for x in four(): pass
    return a, b, c


traced(use)
