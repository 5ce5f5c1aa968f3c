import sys


def fact(n):
    # a comment
    if n < 2:
        return 1
    rest = fact(n - 1)
    return n * rest


class Point:
    """A point."""

    def __init__(self, x, y=2, *rest, key=None, **more):
        self.x = x
        self.y = y

    def total(self):
        result = self.x + self.y

        return result
        # trailing


def gen(count):
    for i in range(count):
        yield i
    return "done"


def outer():
    items = []
    for value in gen(3):
        items.append(value)
    return items


def fails(a):
    b = a + 1
    try:
        c = b / 0
    finally:
        b = 99
    return c


def catches():
    try:
        fails(1)
    except ZeroDivisionError as error:
        text = str(error)
    return text


total = 0
for number in range(4):
    total += fact(number)
point = Point(1, key=3)
print(total, point.total())
print(outer())
print(catches())
words = {"b": 2, "a": list(range(30)), "c": "x" * 60}
print("end", sys.argv[1:])
