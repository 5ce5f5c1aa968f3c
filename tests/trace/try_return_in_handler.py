# Returns, breaks and continues in handlers.
from _events import traced


def leave(n):
    for i in range(3):
        try:
            raise ValueError(i)
        except ValueError as error:
            if n == 0:
                return error.args
            if n == 1:
                break
            if n == 2:
                continue
            pass
    return i


for number in range(4):
    traced(leave, number)
