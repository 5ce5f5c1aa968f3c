# Frames that want no lines.
import sys

rows = []


def tracer(frame, event, argument):
    rows.append((event, frame.f_code.co_name, frame.f_lineno))
    if frame.f_code.co_name == "quiet":
        frame.f_trace_lines = False
    return tracer


def quiet(n):
    x = 1
    if n:
        loud()
    try:
        {}[0]
    except KeyError:
        pass
    return x


def loud():
    y = 2
    return y


sys.settrace(tracer)
quiet(1)
sys.settrace(None)
print(*rows, sep="\n")
