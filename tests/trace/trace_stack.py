# Frames below the one that is traced.
import sys

rows = []


def tracer(frame, event, argument):
    names = []
    below = frame
    while below.f_code.co_name != "<module>":
        names.append((below.f_code.co_name, below.f_lineno))
        below = below.f_back
    rows.append((event, names))
    return tracer


def one():
    return two(
        1)


def two(n):
    three = lambda: n
    return [three()
            for i in (0,)] if False else three()


sys.settrace(tracer)
one()
sys.settrace(None)
print(*rows, sep="\n")
