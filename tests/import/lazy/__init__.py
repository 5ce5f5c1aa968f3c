import sys
def __getattr__(name):
    if name == "late":
        from . import _late
        return _late
    raise AttributeError(name)
def __dir__(): return ["late"]
