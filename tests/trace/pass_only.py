# Functions that do nothing.
from _events import traced


def nothing(): pass


def nothing_again():
    pass


def twice():
    pass
    pass


def returns():
    return


def value(): return None


for function in nothing, nothing_again, twice, returns, value:
    traced(function)
