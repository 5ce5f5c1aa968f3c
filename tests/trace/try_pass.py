# Blocks that do nothing.
from _events import traced


def nothing(n):
    try:
        pass
    except ValueError:
        pass
    try:
        raise ValueError
    except ValueError:
        pass
    try:
        pass
    except ValueError:
        pass
    else:
        pass
    finally:
        pass
    if n:
        pass


traced(nothing, 0)
traced(nothing, 1)
