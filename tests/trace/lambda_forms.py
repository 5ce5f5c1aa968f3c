# Lambdas in one line and in several.
from _events import traced


def lambdas():
    a = lambda: 1
    b = lambda x, y=2: x + y
    c = (lambda x:
         x +
         1)
    d = (lambda
         x=3:
         x)
    e = lambda: (yield)
    f = sorted([3, 1], key=lambda n: -n)
    return a(), b(1), c(1), d(), f


traced(lambdas)
