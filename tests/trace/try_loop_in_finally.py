# A loop in a finally block.
from _events import traced


def loops(fail):
    try:
        if fail:
            raise ValueError
    finally:
        for i in range(2):
            x = i
        while x:
            x -= 1


traced(loops, False)
traced(loops, True)
