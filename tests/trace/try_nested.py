# Handlers in handlers.
from _events import traced


def nested(n):
    try:
        try:
            1 // n
            x = []
            x[n]
        except ZeroDivisionError:
            try:
                {}[n]
            except KeyError:
                x = "key"
            raise
    except IndexError:
        x = "index"
    finally:
        try:
            y = 1
        finally:
            y = 2
    return x


traced(nested, 1)
traced(nested, 0)
