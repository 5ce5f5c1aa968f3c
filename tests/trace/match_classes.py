# Patterns of classes.
from _events import traced


class Point:
    __match_args__ = "x", "y"

    def __init__(self, x, y):
        self.x, self.y = x, y


def match_class(p):
    match p:
        case Point(0, 0):
            y = "origin"
        case Point(x=0, y=b):
            y = b
        case Point(a, Point() as inner):
            y = a, inner.x
        case Point():
            y = "point"
        case int(n) | str(n):
            y = n
    return y


for value in Point(0, 0), Point(0, 1), Point(2, Point(3, 4)), Point(1, 1), 7, "s":
    traced(match_class, value)
