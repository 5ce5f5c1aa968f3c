# Import statements.
from _events import traced


def imports():
    import sys
    import os.path as p
    from sys import version_info, \
        maxsize
    from math import (
        pi,
        sqrt as root,
    )
    try:
        import no_such_module
    except ImportError as error:
        x = error.name
    import sys, math
    return x, root(4)


def hide(function):
    def inner():
        function()
        return None
    return inner


result = []


def run():
    result.append(imports())


import sys
import _events
_events.traced(lambda: len(result))
rows = []


def lines(frame, event, argument):
    if frame.f_code.co_name == "imports":
        rows.append((event, frame.f_lineno))
        return lines


sys.settrace(lines)
run()
sys.settrace(None)
print(rows, result)
