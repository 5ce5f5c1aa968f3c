# What single events cost, when instructions are counted: the first argument says what is done, the second how often.
import sys


def nothing(frame, event, argument):
    return None


def local(frame, event, argument):
    return local


def leaf():
    return None


def call_leaf(times):
    for _ in range(times):
        leaf()


def two_lines(times):
    for _ in range(times):
        one = 1
        two = 2


def callback(times):
    # Native code calls the function with three arguments, as it is called with an event.
    frame = sys._getframe()
    for _ in map(local, [frame] * times, ["line"] * times, [None] * times):
        pass


def no_callback(times):
    # The same without the call.
    frame = sys._getframe()
    for _ in zip([frame] * times, ["line"] * times, [None] * times):
        pass


def main(what, times):
    if what == "calls":
        call_leaf(times)
    elif what == "calls traced":
        sys.settrace(nothing)
        call_leaf(times)
    elif what == "lines":
        two_lines(times)
    elif what == "lines traced":
        sys.settrace(local)
        two_lines(times)
    elif what == "callback":
        callback(times)
    elif what == "no callback":
        no_callback(times)
    sys.settrace(None)


main(sys.argv[1], int(sys.argv[2]))
