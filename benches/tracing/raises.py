# A callback that raises: prints "ok" if the exception came through, tracing ended, and can be set again.
import sys

events = 0


def bad(frame, event, argument):
    raise KeyError(event)


def good(frame, event, argument):
    global events
    events += 1
    return good


def work():
    total = 0
    for number in range(3):
        total += number
    return total


problems = []
for _ in range(3):
    sys.settrace(bad)
    try:
        work()
        problems.append("no exception")
    except KeyError as error:
        if error.args != ("call",):
            problems.append("another exception")
    if sys.gettrace() is not None:
        problems.append("still set")
    events = 0
    sys.settrace(good)
    work()
    sys.settrace(None)
    # call, then def's four lines with three rounds, then return
    if events != 11:
        problems.append("{} events".format(events))
print("ok" if not problems else problems)
