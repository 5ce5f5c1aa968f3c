# Asynchronous loops.
from _events import traced


class Ticks:
    def __init__(self, n):
        self.n = n

    def __aiter__(self):
        return self

    async def __anext__(self):
        if not self.n:
            raise StopAsyncIteration
        self.n -= 1
        return self.n


async def loops():
    async for i in Ticks(2):
        x = i
    else:
        x = "else"
    async for i in Ticks(3):
        if i == 2:
            continue
        break
    async for i in Ticks(1): pass
    return x, i


def use():
    try:
        loops().send(None)
    except StopIteration as stop:
        return stop.value


traced(use)
