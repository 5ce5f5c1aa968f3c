# Tracing that ends inside of a traced function.
import sys

rows = []


def tracer(frame, event, argument):
    rows.append((event, frame.f_code.co_name, frame.f_lineno))
    return tracer


def inner():
    x = 1
    sys.settrace(None)
    y = 2
    return x + y


def outer():
    inner()
    z = 3
    return z


sys.settrace(tracer)
outer()
print(*rows, sep="\n")
print(sys.gettrace())
