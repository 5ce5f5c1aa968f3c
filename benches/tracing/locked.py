# The heap is locked: prints the number of events without and with the lock, and the bytes that tracing allocated under it.
import gc
import micropython
import sys

events = 0


def callback(frame, event, argument):
    global events
    events += 1
    return callback


def numbers(count):
    for number in range(count):
        yield number


def inner(number):
    return number + 1


def work(numbers):
    total = 0
    for number in numbers:
        total += inner(number)
    return total


def main(lock):
    global events
    events = 0
    made = numbers(5)
    gc.collect()
    if lock:
        micropython.heap_lock()
    before = gc.mem_alloc()
    sys.settrace(callback)
    work(made)
    sys.settrace(None)
    after = gc.mem_alloc()
    if lock:
        micropython.heap_unlock()
    return events, after - before


main(False)
free = main(False)
locked = main(True)
print(free[0], locked[0], locked[1])
