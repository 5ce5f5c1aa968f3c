# breakpoint() calls sys.breakpointhook with its arguments.
import sys

print(sys.breakpointhook is sys.__breakpointhook__, callable(sys.breakpointhook))
sys.breakpointhook = lambda *args, **kws: (args, kws)
print(breakpoint(), breakpoint(1, two=2))


def raises():
    raise KeyError("hook")


sys.breakpointhook = raises
try:
    breakpoint()
except KeyError as error:
    print(repr(error))
try:
    breakpoint(1)
except TypeError as error:
    print(type(error).__name__)
sys.breakpointhook = sys.__breakpointhook__
