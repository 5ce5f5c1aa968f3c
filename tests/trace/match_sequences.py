# Patterns of sequences.
from _events import traced


def match_sequence(x):
    match x:
        case []:
            y = 0
        case [a]:
            y = a
        case (a, b):
            y = a, b
        case [1, *rest, 9]:
            y = rest
        case [_, _, *_]:
            y = "many"
        case str():
            y = "text"
    return y


for value in [], [1], (1, 2), [1, 5, 9], [3, 4, 5], "abc":
    traced(match_sequence, value)
