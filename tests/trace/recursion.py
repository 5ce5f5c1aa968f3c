# A function that calls itself.
from _events import traced


def factorial(n):
    if n < 2:
        return 1
    return n * factorial(n - 1)


def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)


traced(factorial, 3)
traced(fib, 3)
