# Closures that are made in loops.
from _events import traced


def make():
    found = []
    for i in range(2):
        def get(j=i):
            return i, j
        found.append(get)
        found.append(lambda: i)
    return [found[0](), found[1](), found[2]()]


traced(make)
