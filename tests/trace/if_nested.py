# Nested conditions with nothing behind them.
from _events import traced


def nested(a, b):
    if a:
        if b:
            x = 1
        else:
            if a > 1:
                x = 2
    else:
        if b:
            x = 3


for pair in (0, 0), (0, 1), (1, 0), (1, 1), (2, 0):
    traced(nested, *pair)
