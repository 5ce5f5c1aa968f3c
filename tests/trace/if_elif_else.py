# Branches of an if, with every outcome.
from _events import traced


def choose(n):
    if n == 0:
        result = "zero"
    elif n == 1:
        result = "one"
    elif n == 2:
        pass
    else:
        result = "many"
    if n:
        result = "changed"
    return result


for number in range(4):
    traced(choose, number)
