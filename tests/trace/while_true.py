# Endless loops and the ways out of them.
from _events import traced


def endless(n):
    while True:
        n += 1
        if n < 3:
            continue
        if n == 4:
            break
    while 1:
        n += 1
        if n > 6: break
    while True: break
    while True:
        if n > 8:
            return n
        n += 1


traced(endless, 0)
