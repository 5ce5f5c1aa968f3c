# oracle: expected
# CALL, C_RETURN and C_RAISE, with PY_START and PY_RETURN between.
from _recorder import *


class Plain:
    pass


class Point:
    def __init__(self, x):
        self.x = x

    def method(self, y=0):
        return y

    def __call__(self, z):
        return z

    @staticmethod
    def static(a):
        return a


class Refuses:
    def __init__(self):
        raise ValueError("no")


def two(a, b=2):
    return b


def natives():
    items = [1]
    items.append(2)
    n = len(items)
    f = items.append
    f(3)
    return dict(a=1)["a"]


def functions():
    two(1)
    two(b=5, a=4)
    (lambda: 3)()
    two(two(1), 3)


def methods():
    p = Point(1)
    p.method()
    p.method(y=4)
    p(8)
    p.static(5)
    Point.method(p, 7)
    Plain()


def failures():
    try:
        len(5)
    except TypeError:
        pass
    try:
        Refuses()
    except ValueError:
        pass
    try:
        missing_name(1)
    except NameError:
        pass
    try:
        sorted([2, 1], key=failing)
    except KeyError:
        pass


def failing(x):
    raise KeyError(x)


def nested():
    # A native that calls Python, which calls a native.
    return sorted([3, 1], key=sort_key)


def sort_key(x):
    return abs(x)


def makes_class():
    class Inner(Plain):
        x = 1

    return None


def generator_calls():
    def inner():
        yield len("abc")
        yield two(1)

    return list(inner())


def decorated():
    @staticmethod
    def inner():
        pass

    return None


def recursive(n=2):
    return n and recursive(n - 1)


def many():
    return two(1, b=len([1, 2])) + max(4, 5)


r = Recorder(two.__code__.co_filename)
for function in (
    natives, functions, methods, failures, nested, makes_class, generator_calls, decorated, recursive, many
):
    r.record(function, CALLS | PY)

# Without a callback for CALL the two others still come.
r.start(CALLS)
m.register_callback(1, E.CALL, None)
natives()
r.stop()
r.show("no callback for CALL")
# CALL alone.
r.record(natives, E.CALL, "CALL alone")
