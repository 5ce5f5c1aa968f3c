# Asynchronous with.
from _events import traced


class Manager:
    def __init__(self, swallow):
        self.swallow = swallow

    async def __aenter__(self):
        return "in"

    async def __aexit__(self, kind, *rest):
        return self.swallow


async def managed(n):
    async with Manager(n) as m, Manager(False):
        x = m
        if n:
            raise ValueError
    async with Manager(False):
        return x


def use(n):
    c = managed(n)
    try:
        c.send(None)
    except StopIteration as stop:
        return stop.value


traced(use, False)
traced(use, True)
