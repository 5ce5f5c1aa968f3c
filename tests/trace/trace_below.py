# Trace functions set on frames that run already.
import sys

rows = []


def tracer(frame, event, argument):
    rows.append((event, frame.f_code.co_name, frame.f_lineno))
    return tracer


def nothing(frame, event, argument):
    return None


def top():
    frame = sys._getframe().f_back
    while frame.f_code.co_name != "<module>":
        frame.f_trace = tracer
        frame = frame.f_back
    sys.settrace(nothing)


def middle():
    a = 1
    top()
    b = 2


def bottom():
    middle()
    for i in range(2):
        c = i
    sys.settrace(None)


bottom()
print(*rows, sep="\n")
