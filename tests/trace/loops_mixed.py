# Loops with everything in them.
from _events import traced


def mixed(n):
    found = []
    for i in range(n):
        try:
            if i == 1:
                continue
            while True:
                with_else = 0
                for j in range(3):
                    if j == i:
                        break
                else:
                    with_else = 1
                if with_else or j:
                    break
                found.append(j)
                i += 1
        finally:
            found.append(i)
    return found


traced(mixed, 3)
