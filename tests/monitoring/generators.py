# oracle: expected
# PY_RESUME, PY_YIELD, PY_THROW and STOP_ITERATION.
from _recorder import *


def numbers():
    x = yield 1
    yield x
    return 3


def nothing():
    return None
    yield


def delegating():
    result = yield from numbers()
    return result


def by_hand():
    g = numbers()
    next(g)
    g.send(5)
    try:
        next(g)
    except StopIteration as stop:
        return stop.value


def in_loop():
    seen = []
    for x in delegating():
        seen.append(x)
    return seen


def in_list():
    return list(delegating())


def in_comprehension():
    return [x for x in numbers()]


def expression():
    return sum(x * 2 for x in (1, 2))


def empty():
    for x in nothing():
        pass
    return list(nothing())


def thrown():
    g = numbers()
    next(g)
    try:
        g.throw(ValueError("thrown"))
    except ValueError:
        return "caught"


def thrown_at_start():
    g = numbers()
    try:
        g.throw(ValueError("thrown"))
    except ValueError:
        return "caught"


def catches():
    try:
        yield 1
    except ValueError:
        yield 2


def thrown_and_caught():
    g = catches()
    next(g)
    result = g.throw(ValueError("x"))
    g.close()
    return result


def closed():
    g = numbers()
    next(g)
    g.close()


def closed_at_start():
    numbers().close()


def fails():
    yield 1
    raise KeyError("in the generator")


def failing_loop():
    try:
        for x in fails():
            pass
    except KeyError:
        return "caught"


async def value():
    return 5


async def awaits():
    return await value()


class Awaitable:
    def __await__(self):
        yield "suspended"
        return 6


async def suspends():
    return await Awaitable()


def run(coroutine):
    try:
        while True:
            coroutine.send(None)
    except StopIteration as stop:
        return stop.value


def coroutine():
    return run(awaits())


def suspended():
    return run(suspends())


async def async_numbers():
    yield 1
    yield 2


async def async_loop():
    total = 0
    async for x in async_numbers():
        total += x
    return total


def asynchronous():
    return run(async_loop())


r = Recorder(numbers.__code__.co_filename)
functions = (
    by_hand, in_loop, in_list, in_comprehension, expression, empty, thrown_and_caught, closed_at_start,
    coroutine, suspended,
)
for function in functions:
    r.record(function, PY)
r.record(asynchronous, PY & ~E.PY_YIELD)
for function in (thrown, thrown_at_start, thrown_and_caught, closed, failing_loop):
    r.record(function, PY | E.PY_THROW | E.PY_UNWIND, function.__name__ + " with PY_THROW and PY_UNWIND")
for function in (in_list, coroutine):
    r.record(function, E.STOP_ITERATION, function.__name__ + " with STOP_ITERATION")
