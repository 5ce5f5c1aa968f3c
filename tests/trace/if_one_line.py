# Statements that stand behind the colon.
from _events import traced


def short(a):
    if a: b = 1
    else: b = 2
    if a == 1: b = 3; b += 1
    elif a: pass
    if not a: return b
    return -b


for number in range(3):
    traced(short, number)
