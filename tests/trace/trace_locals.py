# Variables that a trace function sees at each line.
import sys

rows = []


def tracer(frame, event, argument):
    rows.append((event, frame.f_lineno, sorted(frame.f_locals.items())))
    return tracer


def work(a):
    b = a
    for c in range(2):
        d = b + c
    del b
    return d


sys.settrace(tracer)
work(1)
sys.settrace(None)
print(*rows, sep="\n")
