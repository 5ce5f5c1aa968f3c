# Comprehensions in comprehensions.
from _events import traced


def comprehend(n):
    rows = [[i * j for j in range(n)] for i in range(n)]
    flat = [
        x
        for row in [
            [1, 2],
            [3],
        ]
        for x in row
    ]
    makers = [lambda: i for i in range(2)]
    return rows, flat, [f() for f in makers]


traced(comprehend, 2, fold=True)
