# Arithmetic over several lines.
from _events import traced


def arithmetic(a, b):
    c = (a
         + b
         * a)
    d = (a +
         1)
    e = ((a
          + b) *
         (a
          - b))
    f = -(
        a)
    g = (
        a ** b
        // b
        % 3
    )
    return (a
            @ b if False else c) + d


traced(arithmetic, 5, 2)
