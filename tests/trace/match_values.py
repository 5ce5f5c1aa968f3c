# Patterns of values, with guards.
from _events import traced


class Colour:
    red = 1


def match_value(x):
    match x:
        case 0:
            y = "zero"
        case Colour.red:
            y = "red"
        case -2 | "a" | None:
            y = "or"
        case True if False:
            y = "never"
        case n if n == 5:
            y = n
        case _:
            y = "other"
    return y


for value in 0, 1, -2, None, 5, 6:
    traced(match_value, value)
