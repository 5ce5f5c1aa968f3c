# Expressions whose value is known.
from _events import traced


def constants():
    a = 1 + 2
    b = (
        3
        * 4
    )
    c = "a" + \
        "b"
    d = (1,
         2)
    e = -(
        5)
    1 + 1
    (2,
     3)
    f = not (
        True)
    return (
        6
    )


traced(constants)
