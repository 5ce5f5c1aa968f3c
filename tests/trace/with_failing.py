# Managers that fail.
from _events import traced


class Enter:
    def __enter__(self):
        raise ValueError("enter")

    def __exit__(self, *details):
        pass


class Exit:
    def __enter__(self):
        pass

    def __exit__(self, *details):
        raise KeyError("exit")


def failing(manager, inside):
    with manager():
        if inside:
            raise TypeError
    return 1


traced(failing, Enter, False)
traced(failing, Exit, False)
traced(failing, Exit, True)
