# Assertions.
from _events import traced


def asserts(n):
    assert n
    assert n > 1, "message"
    assert (
        n
        > 2
    ), (
        "lines"
    )
    assert n and n > 3, f"{n}"
    return n


for number in range(5):
    traced(asserts, number)
