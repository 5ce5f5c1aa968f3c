# Loops with else, break and continue.
from _events import traced


def search(items, wanted):
    for item in items:
        if item == wanted:
            break
        if item < 0: continue
        seen = item
    else:
        seen = None
    return seen


traced(search, [1, -2, 3], 3)
traced(search, [1, -2], 3)
traced(search, [], 3)
