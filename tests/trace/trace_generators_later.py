# Generators that were made before tracing began.
import sys

rows = []


def tracer(frame, event, argument):
    rows.append((event, frame.f_code.co_name, frame.f_lineno))
    return tracer


def numbers():
    for i in range(4):
        yield i
    yield "last"


g = numbers()
next(g)
sys.settrace(tracer)
next(g)
sys.settrace(None)
next(g)
sys.settrace(tracer)
next(g)
sys.settrace(None)
print(*rows, sep="\n")
