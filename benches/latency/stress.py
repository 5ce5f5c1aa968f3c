# count: 300
# A hard handler at 10 kHz changes what the main loop reads: lists, dicts, attributes, cells, a generator's variables. The
# program collects garbage, sorts, compiles, and turns tracing on and off. Copying a list or a dict is one step, between
# which no handler comes, so that a copy shows what the handler leaves. The argument is in milliseconds.
import gc
import sys
import time

import machine


class Shared:
    pass


shared = Shared()
shared.step = 0
shared.half = 0.0
shared.low = shared.high = 0
items = list(range(40))
table = {i: (i, -i) for i in range(20)}
ring = [[n] for n in range(16)]
ticks = 0


def counter():
    n = 0
    while True:
        n += 1
        yield n


steps = counter()


def make():
    last = (0, 0)

    def handler(timer):
        nonlocal last
        global ticks
        ticks += 1
        n = ticks
        # Attributes that agree whenever the handler does not run, and references that wander.
        assert shared.low == shared.high
        shared.low = n & 255
        shared.high = n & 255
        what = n & 3
        if what == 0:
            old = items[n % 40]
            items[n % 40] = items[(n + 7) % 40]
            items[(n + 7) % 40] = old
        elif what == 1:
            a = n % 16
            b = (a + 5) % 16
            ring[a], ring[b] = ring[b], ring[a]
        elif what == 2:
            key = n % 20
            last = table[key]
            table[key] = table[(key + 3) % 20]
            table[(key + 3) % 20] = last
        else:
            shared.step += 1
            if next(steps) != shared.step:
                shared.step = -1
            shared.half = n * 0.5

    return handler


def check():
    copy = list(items)
    assert sorted(copy) == list(range(40)), copy
    cells = list(ring)
    assert sorted(cell[0] for cell in cells) == list(range(16)), cells
    copy = table.copy()
    assert sorted(copy.values()) == sorted((i, -i) for i in range(20)), copy
    assert sorted(copy) == list(range(20))


def trace(frame, event, argument):
    # Calls of the handler are events, and each line of `check`.
    return trace if frame.f_code is check.__code__ else None


def main(duration):
    timer = machine.Timer(period=100, tick_hz=1000000, callback=make(), hard=True)
    start = time.ticks_ms()
    rounds = 0
    garbage = []
    traced = False
    while time.ticks_diff(time.ticks_ms(), start) < duration:
        rounds += 1
        garbage = [str(rounds + i) for i in range(50)]
        garbage.sort()
        if rounds % 7 == 0:
            gc.collect()
        if rounds % 11 == 0 and hasattr(sys, "settrace"):
            traced = not traced
            sys.settrace(trace if traced else None)
        if rounds % 13 == 0:
            exec("def f(x):\n    return [x + 1 for i in range(3)]\nf(2)")
        if rounds % 5 == 0:
            check()
    if hasattr(sys, "settrace"):
        sys.settrace(None)
    timer.deinit()
    check()
    assert shared.step == ticks // 4 or shared.step == (ticks + 1) // 4, (shared.step, ticks)
    print("rounds", rounds > 3, "ticks", ticks >= duration * 9)


main(int(sys.argv[1]) if len(sys.argv) > 1 else 60000)
