# Finally that itself returns, breaks or continues.
from _events import traced


def returns():
    try:
        raise ValueError
    finally:
        return 1


def breaks():
    while True:
        try:
            return 2
        finally:
            break
    return 3


def continues():
    for i in range(2):
        try:
            raise KeyError
        finally:
            continue
    return 4


def raises():
    try:
        return 1
    finally:
        raise IndexError("instead")


for function in returns, breaks, continues, raises:
    traced(function)
