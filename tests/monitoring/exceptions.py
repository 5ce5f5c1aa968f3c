# oracle: expected
# RAISE, EXCEPTION_HANDLED, RERAISE and PY_UNWIND, with the lines between.
from _recorder import *


def handled():
    try:
        1 / 0
    except ZeroDivisionError:
        pass
    return 1


def not_handled():
    raise ValueError(1)


def no_match():
    try:
        1 / 0
    except KeyError:
        pass


def second_clause():
    try:
        1 / 0
    except KeyError:
        pass
    except ArithmeticError as error:
        return str(error)


def final():
    try:
        raise ValueError(2)
    finally:
        x = 1


def again():
    try:
        try:
            raise ValueError(3)
        except ValueError as error:
            raise
    except ValueError:
        return "again"


def another():
    try:
        try:
            raise ValueError(4)
        except ValueError as error:
            raise KeyError(5) from error
    except KeyError:
        return "another"


def inner():
    raise KeyError(6)


def through():
    try:
        inner()
    except KeyError:
        return "through"


def middle():
    inner()


def through_two():
    try:
        middle()
    except KeyError:
        return "through two"


class Manager:
    def __init__(self, swallow):
        self.swallow = swallow

    def __enter__(self):
        return self

    def __exit__(self, *args):
        return self.swallow


def swallowed():
    with Manager(True):
        1 / 0
    return "swallowed"


def not_swallowed():
    with Manager(False):
        1 / 0


class Ends:
    def __iter__(self):
        return self

    def __next__(self):
        raise StopIteration


def python_iterator():
    for x in Ends():
        pass
    return "ended"


def native_iterator():
    for x in iter([1]):
        pass
    return "ended"


def native_callback():
    try:
        list(map(failing, [1]))
    except KeyError:
        return "native"


def failing(x):
    raise KeyError(x)


def quits():
    raise SystemExit(3)


def from_native():
    try:
        int("x")
    except ValueError:
        return "from native"


def unbound():
    try:
        x
        x = 1
    except UnboundLocalError:
        return "unbound"


def loop():
    for i in range(3):
        try:
            if i == 1:
                raise ValueError(i)
        except ValueError:
            continue
    return "loop"


r = Recorder(inner.__code__.co_filename)
EVENTS = E.RAISE | E.EXCEPTION_HANDLED | E.PY_UNWIND | E.RERAISE
for function in (
    handled, not_handled, no_match, second_clause, final, again, another, through, through_two, swallowed,
    not_swallowed, python_iterator, native_iterator, native_callback, quits, from_native, unbound, loop,
):
    r.record(function, EVENTS)
for function in (handled, no_match, final, through):
    r.record(function, EVENTS | E.LINE | PY, function.__name__ + " with lines")
