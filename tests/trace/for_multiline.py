# Loops whose head has several lines.
from _events import traced


def heads(a, b):
    for item in (
        a,
        b,
    ):
        x = item
    for item in [
        a, b
    ]: x = item
    for (
        item
    ) in sorted(
        (b, a),
        key=lambda value:
            -value,
    ):
        x = item
    return x


traced(heads, 1, 2)
