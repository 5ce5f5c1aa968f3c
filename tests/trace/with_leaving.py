# Ways to leave a with statement.
from _events import traced


class Manager:
    def __enter__(self):
        pass

    def __exit__(self, *details):
        pass


def leave(n):
    for i in range(2):
        with Manager():
            if n == 0:
                return i
            if n == 1:
                break
            if n == 2:
                continue
            if n == 3:
                return
            x = i
    with Manager():
        return (
            "constant")


for number in range(5):
    traced(leave, number)
