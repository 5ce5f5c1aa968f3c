# Exceptions thrown into generators.
from _events import traced


def patient():
    while True:
        try:
            x = yield
        except ValueError as error:
            x = error.args
        else:
            x = "else"


def use():
    g = patient()
    next(g)
    g.throw(ValueError("thrown"))
    g.send(1)
    try:
        g.throw(KeyError)
    except KeyError:
        x = 1
    g.close()


traced(use)
