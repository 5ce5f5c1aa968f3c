# Comprehensions that call.
from _events import traced


def double(n):
    return n * 2


def comprehend(items):
    a = [double(i) for i in items if double(i) > 2]
    b = [double(
            i)
         for i in
         items]
    try:
        c = [1 // i for i in items]
    except ZeroDivisionError:
        c = None
    return a, b, c


traced(comprehend, [2, 1], fold=True)
