# Local trace functions that are replaced.
import sys

rows = []


def first(frame, event, argument):
    rows.append(("first", event, frame.f_lineno))
    return second


def second(frame, event, argument):
    rows.append(("second", event, frame.f_lineno))
    return first if event == "line" and frame.f_lineno % 2 else None


def work():
    a = 1
    b = 2
    c = 3
    return a + b + c


sys.settrace(first)
work()
sys.settrace(None)
print(*rows, sep="\n")
