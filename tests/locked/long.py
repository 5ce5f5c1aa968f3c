# A stretch of 10,000 calls with the heap locked: all events, and nothing allocated
import gc
import micropython
import sys

counts = [0, 0, 0]


def tracer(frame, event, arg):
    if event == 'call':
        counts[0] += 1
    elif event == 'line':
        counts[1] += 1
    else:
        counts[2] += 1
    return tracer


def calls_only(frame, event, arg):
    counts[0] += 1


class A:
    def method(self, x):
        return x


class B(A):
    def method(self, x):
        return super().method(x)


def numbers():
    while True:
        yield 0.5


flow = numbers()
b = B()


def program(n):
    total = 0.0
    for i in range(n):
        total += b.method(i)
        total += next(flow)
    return total


for install, function in (sys.settrace, calls_only), (sys.settrace, tracer), (sys.setprofile, tracer):
    for index in range(3):
        counts[index] = 0
    gc.collect()
    micropython.heap_lock()
    before = gc.mem_alloc()
    install(function)
    program(3333)
    install(None)
    after = gc.mem_alloc()
    micropython.heap_unlock()
    print(counts, after <= before, micropython.trace_dropped())
