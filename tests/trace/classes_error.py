# A class body that fails.
from _events import traced


def define(n):
    class A:
        x = 1
        y = x // n
        z = 2
    return A.z


traced(define, 1)
traced(define, 0)
