# A trace function that raises.
import sys

rows = []


def raising(when):
    def tracer(frame, event, argument):
        rows.append((event, frame.f_lineno))
        if event == when:
            raise ValueError(when)
        return tracer
    return tracer


def work():
    try:
        x = 1
        {}[0]
    except KeyError:
        x = 2
    return x


for when in "call", "line", "exception", "return":
    sys.settrace(raising(when))
    try:
        result = work()
    except ValueError as error:
        result = error
    print(when, repr(result), sys.gettrace() is None, rows)
    sys.settrace(None)
    rows.clear()
