# Patterns over several lines.
from _events import traced


def match_lines(x):
    match (
        x
    ):
        case [1,
              2]:
            y = 1
        case [
            3,
            a,
        ]:
            y = a
        case (4 |
              5):
            y = 2
        case {"a":
              b}:
            y = b
        case str(
        ):
            y = 3
        case [_,
              _] if (
                x and
                y0):
            y = 4
        case _: y = 5
    return y


y0 = 1
for value in [1, 2], [3, 4], 4, 5, {"a": 6}, "s", [8, 9], 0:
    traced(match_lines, value)
