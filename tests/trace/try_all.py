# Except, else and finally together.
from _events import traced


def everything(n):
    try:
        if n:
            raise [KeyError, ValueError, TypeError][n - 1]("x")
        a = 1
    except KeyError:
        a = 2
    except ValueError as error:
        a = error.args
        raise RuntimeError("again") from error
    else:
        a = 3
    finally:
        b = 4
    return a


for number in range(4):
    traced(everything, number)
