# Loops in loops.
from _events import traced


def nested():
    found = []
    for a in range(2):
        for b in range(2):
            if a == b:
                continue
            for c in "x":
                found.append((a, b, c))
                break
        else:
            found.append(a)
    return found


traced(nested)
