# Loops over lists, tuples, strings and dicts.
from _events import traced


def each():
    for item in [1, 2]:
        x = item
    for item in (3, 4):
        x = item
    for item in "ab":
        x = item
    for key, value in {"k": 1, "l": 2}.items():
        x = key
    for item in []:
        x = None
    return x


traced(each)
