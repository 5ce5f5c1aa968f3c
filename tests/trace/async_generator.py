# Asynchronous generators.
from _events import traced


async def numbers(n):
    for i in range(n):
        x = yield i


async def use_it():
    found = []
    async for i in numbers(2):
        found.append(i)
    return found


def use():
    try:
        use_it().send(None)
    except StopIteration as stop:
        return stop.value


traced(use)
