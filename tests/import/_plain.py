"""A plain module."""
print("running", __name__, __file__.split("/")[-1])
value = 1
_private = 2
__dunder__ = 3
def change(): global value; value += 1; return value
def get(): return value
class Thing: where = __name__
