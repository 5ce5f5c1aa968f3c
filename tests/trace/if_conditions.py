# Conditions over several lines.
from _events import traced


def conditions(a, b, c):
    if (a and
            b):
        x = 1
    if (
        a
        or b
        or c
    ):
        x = 2
    if not (a
            and not b):
        x = 3
    if a < (
            b) < c:
        x = 4
    if (a < b
            < c):
        x = 5
    if (a is
            None
            or b in
            (c, 1)):
        x = 6
    return x


for triple in (0, 0, 0), (1, 0, 1), (1, 1, 0), (1, 2, 3), (None, 3, 1), (3, 2, 3):
    try:
        traced(conditions, *triple)
    except TypeError:
        pass
