# Displays of many items, which are added one by one.
from _events import traced


def large(a):
    b = [
        a, a, a, a, a, a, a, a, a, a,
        a, a, a, a, a, a, a, a, a, a,
        a, a, a, a, a, a, a, a, a, a,
        a,
    ]
    c = [
        a, a, a, a, a, a, a, a, a, a, a, a, a, a, a,
        a, a, a, a, a, a, a, a, a, a, a, a, a, a, a,
    ]
    d = {
        1: a, 2: a, 3: a, 4: a, 5: a, 6: a, 7: a, 8: a,
        9: a, 10: a, 11: a, 12: a, 13: a, 14: a, 15: a, 16: a,
        17: a, 18: a, 19: a,
    }
    e = {
        1: a, 2: a, 3: a, 4: a, 5: a, 6: a, 7: a, 8: a,
        9: a, 10: a, 11: a, 12: a, 13: a, 14: a, 15: a,
    }
    return len(b), len(c), len(d), len(e)


traced(large, 1)
