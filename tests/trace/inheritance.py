# Methods of superclasses.
from _events import traced


class A:
    def __init__(self, n):
        self.n = n

    def value(self):
        return self.n


class B(A):
    def __init__(self, n):
        super().__init__(
            n + 1)

    def value(self):
        return (super()
                .value() * 2)


class C(B):
    def __new__(cls, *arguments):
        return super().__new__(cls)


def use():
    return C(1).value(), B.value(A(3)) if False else None


traced(use)
