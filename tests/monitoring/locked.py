# oracle: expected
# While the heap is locked the same events come, if the callbacks need no memory.
import micropython
import sys

m = sys.monitoring
E = m.events
counts = [0] * 17


def callback(number):
    def called(code, place, first=None, second=None):
        counts[number] += 1

    return called


def sums(n):
    total = 0
    for i in range(n):
        total += abs(i)
    return total


def generator_sum(g):
    total = 0
    for x in g:
        total += x
    return total


def numbers():
    yield 1
    yield 2


def handles():
    try:
        return len(5)
    except TypeError:
        return 0


m.use_tool_id(1, "locked")
for number in range(17):
    m.register_callback(1, 1 << number, callback(number))
local = (1 << 10) - 1 | E.C_RETURN | E.C_RAISE
for function in (sums, generator_sum, numbers, handles):
    m.set_local_events(1, function.__code__, local & ~E.STOP_ITERATION)


def both(function, *arguments):
    global counts
    seen = []
    for locked in (False, True):
        values = [make() for make in arguments]
        counts = [0] * 17
        if locked:
            micropython.heap_lock()
        try:
            result = function(*values)
        finally:
            if locked:
                micropython.heap_unlock()
        seen.append(list(counts))
    print(function.__name__, result, seen[0] == seen[1], sum(seen[0]) > 10)


both(sums, lambda: 5)
both(generator_sum, numbers)
both(handles)


# DISABLE needs memory: it is not obeyed now.
def disables(code, line):
    counts[5] += 1
    return m.DISABLE


m.register_callback(1, E.LINE, disables)
both(sums, lambda: 3)


# A callback that needs memory.
def allocates(code, line):
    return [code, line]


m.register_callback(1, E.LINE, allocates)
m.restart_events()
micropython.heap_lock()
try:
    sums(2)
    print("no error")
except MemoryError:
    caught = True
finally:
    micropython.heap_unlock()
print(caught, micropython.trace_dropped())
