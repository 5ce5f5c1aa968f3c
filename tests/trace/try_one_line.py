# Try statements in few lines.
from _events import traced


def short(n):
    try: 1 // n
    except ZeroDivisionError: x = 0
    else: x = 1
    finally: y = 2
    try: raise KeyError
    except KeyError as e: x = 3
    try: pass
    finally: pass
    return x


traced(short, 0)
traced(short, 1)
