# Calls with arguments over several lines.
from _events import traced


def take(*positional, **keywords):
    return positional, keywords


def calls(a, b):
    take(a, b)
    take(
        a,
        b,
    )
    take(a,
         x=b,
         y=
         1)
    take(*a,
         b,
         *b)
    take(
        *a,
        **{"k": 1},
    )
    take(a, *b,
         z=1,
         **{"m": 2},
         n=3)
    take(
        take(
            a
        ),
        take(b)
    )
    return take(
    )


traced(calls, (1,), (2,))
