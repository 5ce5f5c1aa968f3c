# Docstrings and other strings that stand alone.
from _events import traced


def documented():
    """A docstring
    of two lines."""
    x = 1
    "another string"
    1
    ...
    None
    x


def only():
    """Nothing else."""


def empty(): ...


class Documented:
    """A class."""


traced(documented)
traced(only)
traced(empty)
