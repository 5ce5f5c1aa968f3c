# Every way to raise.
from _events import traced


def forms(n):
    try:
        try:
            if n == 0:
                raise ValueError
            if n == 1:
                raise ValueError("message")
            if n == 2:
                raise ValueError(
                    "several",
                    "lines",
                ) from (
                    KeyError("cause"))
            if n == 3:
                raise (
                    ValueError)
            raise 3
        except ValueError:
            raise
    except (ValueError, TypeError) as error:
        return error.args


for number in range(5):
    traced(forms, number)
