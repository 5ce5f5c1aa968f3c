# Exceptions in coroutines.
from _events import traced


class Pause:
    def __await__(self):
        yield 1


async def failing():
    await Pause()
    raise ValueError("f")


async def outer():
    try:
        await failing()
    except ValueError:
        x = 1
    finally:
        await Pause()
    return x


def use():
    c = outer()
    a = c.send(None)
    b = c.send(None)
    try:
        c.send(None)
    except StopIteration as stop:
        d = stop.value
    c = outer()
    c.send(None)
    try:
        c.throw(KeyError)
    except KeyError:
        e = 1
    c.close()
    return a, b, d


traced(use)
