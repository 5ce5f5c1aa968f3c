# Prints how many iterations of a running loop it takes until sys.settrace takes effect: on, off, on and off again in the
# frame that calls it, and from a function that it calls.
import sys

seen = set()


def local(frame, event, argument):
    if event == "line" and frame.f_code is loop.__code__:
        seen.add(frame.f_locals["turn"])
    return local


def switch(callback):
    sys._getframe(1).f_trace = callback
    sys.settrace(callback)


def loop(inside):
    turn = 0
    while turn < 100:
        turn += 1
        if turn == 10 or turn == 50:
            if inside:
                switch(local)
            else:
                sys._getframe().f_trace = local
                sys.settrace(local)
        elif turn == 30 or turn == 70:
            if inside:
                switch(None)
            else:
                sys.settrace(None)
        turn = turn


def delays():
    # From the turn in which it was asked for to the first, or behind the last, that has events.
    missing = [turn for turn in range(10, 30) if turn not in seen]
    missing += [turn for turn in range(50, 70) if turn not in seen]
    extra = [turn for turn in seen if 30 < turn < 50 or 70 < turn]
    return max([0] + [turn - 9 for turn in missing if turn < 30] + [turn - 49 for turn in missing if turn >= 50]
               + [turn - 30 for turn in extra if turn < 50] + [turn - 70 for turn in extra if turn >= 50])


worst = 0
for inside in (False, True):
    seen.clear()
    loop(inside)
    worst = max(worst, delays())
# A switch in a turn that takes effect in the same turn takes one iteration.
print(max(worst, 1))
