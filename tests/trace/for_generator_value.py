# A generator that ends a loop with a value.
from _events import traced


def numbers():
    yield 1
    return "value"


def failing():
    yield 1
    raise KeyError("end")


def use():
    for i in numbers():
        x = i
    try:
        for i in failing():
            x = i
    except KeyError as error:
        x = str(error)
    return x


traced(use)
