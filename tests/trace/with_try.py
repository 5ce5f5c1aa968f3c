# With and try in each other.
from _events import traced


class Manager:
    def __enter__(self):
        return self

    def __exit__(self, kind, *rest):
        return kind is KeyError


def mixed(kind):
    try:
        with Manager():
            try:
                raise kind
            finally:
                x = 1
        y = 2
    except ValueError:
        y = 3
    else:
        y = 4
    finally:
        with Manager():
            z = 5
    return x, y, z


traced(mixed, KeyError)
traced(mixed, ValueError)
