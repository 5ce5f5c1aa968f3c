# Generators that are closed.
from _events import traced


def careful():
    try:
        yield 1
        yield 2
    finally:
        x = "cleaned"


def stubborn():
    try:
        yield 1
    except GeneratorExit:
        x = "exit"


def use():
    g = careful()
    next(g)
    g.close()
    g.close()
    g = stubborn()
    next(g)
    g.close()


traced(use)
