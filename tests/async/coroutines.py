# Coroutines driven by hand: await, async for, async with, async comprehensions, async generators.
class Pause:
    def __init__(self, value): self.value = value
    def __await__(self):
        got = yield self.value
        return got

def run(coroutine, answers=()):
    answers = list(answers)
    steps = []
    value = None
    while True:
        try:
            steps.append(coroutine.send(value))
        except StopIteration as stop:
            return steps, stop.value
        value = answers.pop(0) if answers else None

async def simple():
    return 1
async def waits():
    a = await Pause("a")
    b = await Pause("b")
    return a, b
async def nested():
    return await simple(), await waits()
print(run(simple()), run(waits(), [1, 2]), run(nested()))

class Lock:
    async def __aenter__(self):
        print("aenter", await Pause("enter"))
        return "lock"
    async def __aexit__(self, kind, value, tb):
        print("aexit", kind.__name__ if kind else None)
        await Pause("exit")
        return kind is ValueError
async def with_lock(fail=False):
    async with Lock() as lock, Lock():
        print("inside", lock)
        if fail:
            raise ValueError("swallowed")
    async with (Lock() as one, Lock() as two,):
        return one, two
print(run(with_lock()))
print(run(with_lock(True)))

class Ticker:
    def __init__(self, n): self.n = n
    def __aiter__(self): return self
    async def __anext__(self):
        if self.n == 0: raise StopAsyncIteration
        self.n -= 1
        await Pause("tick")
        return self.n
async def loops():
    out = []
    async for x in Ticker(3):
        if x == 1: continue
        out.append(x)
    else:
        out.append("else")
    async for x in Ticker(3):
        break
    else:
        out.append("never")
    return out
print(run(loops()))
async def comprehensions():
    a = [x async for x in Ticker(3) if x]
    b = {x async for x in Ticker(2)}
    c = {x: x * 2 async for x in Ticker(2)}
    d = [await simple() for _ in range(2)]
    e = [y async for x in Ticker(2) for y in range(x + 1)]
    f = (x async for x in Ticker(2))
    g = [x async for x in f]
    return a, sorted(b), c, d, e, g
print(run(comprehensions()))

async def numbers(n):
    try:
        for i in range(n):
            got = yield i
            if got: print("got", got)
            await Pause("between")
    finally:
        print("generator done")
async def consume():
    total = 0
    async for x in numbers(3):
        total += x
    return total
print(run(consume()))
async def manual():
    g = numbers(5)
    print(await g.__anext__(), await g.asend("hi"))
    try:
        await g.athrow(KeyError("k"))
    except KeyError as error:
        print("thrown", error)
    try:
        await g.__anext__()
    except StopAsyncIteration:
        print("finished")
    g = numbers(2)
    await g.__anext__()
    await g.aclose()
    return "closed"
print(run(manual()))
async def fails():
    await Pause(1)
    raise OSError("inside")
async def catches():
    try:
        await fails()
    except OSError as error:
        return str(error)
print(run(catches()))
c = waits()
print(c.send(None))
try:
    c.throw(RuntimeError("stop"))
except RuntimeError as error:
    print(error)
c = waits()
c.send(None)
c.close()
try:
    c.send(None)
except RuntimeError as error:
    print(error)
c = simple()
print(type(c).__name__, hasattr(c, "__iter__"))
c.close()
for bad in (5, None, [1]):
    async def awaits(x): await x
    try:
        run(awaits(bad))
    except TypeError as error:
        print(error)
async def bad_with():
    async with 5: pass
try:
    run(bad_with())
except (TypeError, AttributeError) as error:
    print(type(error).__name__)
async def bad_for():
    async for x in [1]: pass
try:
    run(bad_for())
except TypeError as error:
    print(error)
class C:
    async def method(self): return self.value
    value = 7
    @staticmethod
    async def static(): return 8
    @classmethod
    async def klass(cls): return cls.__name__
print(run(C().method()), run(C.static()), run(C.klass()))
async def closure():
    x = 1
    async def inner():
        nonlocal x
        x += await Pause(x)
        return x
    return await inner()
print(run(closure(), [10]))
async def ternary(flag): return await simple() if flag else 0
print(run(ternary(True)), run(ternary(False)))
async def expression(): return (await Pause(1)) + (await Pause(2)) * 2
print(run(expression(), [3, 4]))
async def default(x=simple): return await x()
print(run(default()))
async def finally_await():
    try:
        return "returned"
    finally:
        await Pause("in finally")
print(run(finally_await()))
async def gen_return():
    yield 1
    return
async def collect(): return [x async for x in gen_return()]
print(run(collect()))
