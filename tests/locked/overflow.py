# Frame records that run out while the heap is locked: events are lost and counted, nothing breaks
import gc
import micropython
import sys

calls = 0
returns = 0
kept = [None] * 4000


def work(x):
    return x + 1


def many(n):
    for i in range(n):
        work(i)


def down(n):
    return down(n - 1) if n else 0


def locked(tracer, action, argument):
    global calls, returns
    gc.collect()
    calls = returns = 0
    dropped = micropython.trace_dropped()
    micropython.heap_lock()
    sys.settrace(tracer)
    action(argument)
    sys.settrace(None)
    micropython.heap_unlock()
    return micropython.trace_dropped() - dropped


def keep(frame, event, arg):
    global calls, returns
    if event == 'call':
        kept[calls] = frame
        calls += 1
    elif event == 'return':
        returns += 1
    return keep


def pass_on(frame, event, arg):
    global calls, returns
    if event == 'call':
        calls += 1
    elif event == 'return':
        returns += 1
    return pass_on


# The callback keeps every frame: those it got have all their events.
dropped = locked(keep, many, 1000)
print(calls + dropped == 1001, calls == returns, 4 <= calls < 200)
print(all(frame.f_code is work.__code__ for frame in kept[1:calls]), kept[calls])
print([kept[i].f_locals['x'] for i in range(1, 5)], kept[2].f_back is kept[0], kept[0].f_locals['n'])
# When they are let go, and the heap is unlocked, all is as before.
for index in range(len(kept)):
    kept[index] = None
print(locked(pass_on, many, 1000), calls, returns)
# More activations at a time than there are records
dropped = locked(pass_on, down, 300)
print(calls + dropped == 301, calls == returns, 4 <= calls < 200)
print(locked(pass_on, many, 1000), calls, returns)
# Without collections no record comes back.
gc.disable()
dropped = locked(keep, many, 1000)
print(calls + dropped == 1001, calls == returns, 4 <= calls < 200)
gc.enable()
for index in range(len(kept)):
    kept[index] = None
print(locked(pass_on, many, 1000), calls, returns)


# A function with more variables than a record has room for
def large(x):
    a = b = c = d = e = f = g = h = i = j = k = l = m = n = o = p = q = r = s = t = u = v = w = 1
    return x


names = None


def look(frame, event, arg):
    if event == 'call':
        kept[0] = frame
    return look


micropython.heap_lock()
sys.settrace(look)
large(5)
sys.settrace(None)
micropython.heap_unlock()
print(kept[0].f_code.co_name, kept[0].f_locals['x'], kept[0].f_locals['a'], kept[0].f_lineno - kept[0].f_code.co_firstlineno)
