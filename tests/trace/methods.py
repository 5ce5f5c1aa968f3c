# Calls of methods over several lines.
from _events import traced


class Chain:
    def __init__(self):
        self.steps = []

    def step(self, n):
        self.steps.append(n)
        return self

    @property
    def last(self):
        return self.steps[-1]


def chain():
    c = Chain()
    c.step(1).step(2)
    (c
     .step(3)
     .step(
         4)
     .step(5))
    a = (c
         .last)
    b = (c.step(6)
         .steps
         [0])
    c \
        .step(7)
    d = c.step(
        8
    ).last
    e = (c
         .step(*[9])
         .last)
    return a, b, d, e


traced(chain)
