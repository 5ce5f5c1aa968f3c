# Coroutines that wait for each other.
from _events import traced


class Pause:
    def __init__(self, value):
        self.value = value

    def __await__(self):
        got = yield self.value
        return got


async def inner(n):
    a = await Pause(n)
    return a


async def outer():
    a = await inner(1)
    b = await (
        inner(2))
    c = [await inner(3),
         await Pause(4)]
    await nothing()
    return a, b, c


async def nothing():
    pass


def use():
    c = outer()
    seen = []
    sent = None
    try:
        while True:
            seen.append(c.send(sent))
            sent = seen[-1] * 10
    except StopIteration as stop:
        return seen, stop.value


traced(use)
