# A with statement that nothing disturbs.
from _events import traced


class Manager:
    def __enter__(self):
        return "entered"

    def __exit__(self, kind, value, traceback):
        return False


def plain():
    with Manager():
        x = 1
    with Manager() as y:
        x = y
    with Manager() as y: x = 2
    with Manager(): pass


traced(plain)
