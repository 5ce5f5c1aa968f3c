# Global and nonlocal say nothing.
from _events import traced


count = 0


def outer():
    global count
    n = 0

    def inner():
        nonlocal n
        global count
        n += 1
        count += 1

    inner()
    inner()
    return n, count


traced(outer)
