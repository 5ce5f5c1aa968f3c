# Bodies of classes.
from _events import traced


def define():
    class Empty:
        pass

    class Base:
        """A docstring."""
        x = 1
        if x:
            y = 2
        for i in range(2):
            z = i

        def __init__(self):
            self.n = self.x

    class Derived(Base):
        x = 3

        def __init__(self):
            super().__init__()
            self.m = __class__.__name__

    class Short: a = 1; b = 2

    o = Derived()
    return o.n, o.m, Short.b


traced(define)
