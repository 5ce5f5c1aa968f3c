# Exceptions in with statements.
from _events import traced


class Manager:
    def __init__(self, swallow):
        self.swallow = swallow

    def __enter__(self):
        return self

    def __exit__(self, kind, value, traceback):
        return self.swallow


def raises(swallow):
    with Manager(swallow) as m:
        x = 1
        raise ValueError("inside")
    return x


def one_line(swallow):
    with Manager(swallow): raise KeyError
    return 2


traced(raises, True)
traced(raises, False)
traced(one_line, True)
traced(one_line, False)
