# Finally after every kind of end.
from _events import traced


def ends(n):
    for i in range(2):
        try:
            if n == 0:
                return "returned"
            if n == 1:
                break
            if n == 2:
                continue
            if n == 3:
                raise ValueError
            x = 1
        finally:
            y = i
    return "end"


for number in range(5):
    traced(ends, number)
