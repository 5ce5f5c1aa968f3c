# Several managers in one statement.
from _events import traced


class Manager:
    def __init__(self, name, swallow=False):
        self.name, self.swallow = name, swallow

    def __enter__(self):
        return self.name

    def __exit__(self, *details):
        return self.swallow


def several(fail):
    with Manager("a") as a, Manager("b", True) as b:
        if fail:
            raise ValueError
        x = a + b
    with (Manager("c") as c,
          Manager("d"),
          Manager("e", True) as e):
        if fail:
            raise ValueError
        x = c + e
    with Manager("f"), \
            Manager("g"):
        y = 1


traced(several, False)
traced(several, True)
