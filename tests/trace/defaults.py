# Defaults of parameters.
from _events import traced


def value(n):
    return n


def make(n):
    def plain(a, b=1, c="x"):
        return a, b, c

    def calls(a=value(1),
              b=value(2), *,
              c=value(3),
              d=
              4):
        return a, b, c, d

    def constants(a=1,
                  b=(1, 2),
                  *, c=3,
                  d=4) -> None:
        return a

    return plain(n), calls(), constants(b=n)


traced(make, 0)
