# An exception that goes through many frames.
from _events import traced


def deep(n):
    if n:
        deep(n - 1)
    else:
        raise LookupError("deep")


def middle():
    try:
        deep(2)
    except LookupError as error:
        kept = error
        raise kept


def top():
    try:
        middle()
    finally:
        x = "cleaned"


traced(top)
