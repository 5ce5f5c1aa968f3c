# Asynchronous generators in detail; async for, with, comprehensions inside functions and errors.
def run(c):
    try:
        while True: c.send(None)
    except StopIteration as s: return s.value
class Step:
    def __await__(self): return (yield)
async def agen(n):
    try:
        for i in range(n): await Step(); r = yield i; r and print("sent", r)
    except ValueError as e: print("caught", e); yield "handled"
    finally: print("closed")
async def main():
    print([x async for x in agen(3)], [x async for x in agen(2) if x], {x: -x async for x in agen(2)}, sum([x async for x in agen(4)]))
    g = agen(5); print(await g.asend(None), await g.asend("hello"), await g.athrow(ValueError("v")))
    try: await g.__anext__()
    except StopAsyncIteration as e: print("end", e.args)
    g = agen(1); print(type(g).__name__, g.__aiter__() is g, hasattr(g, "__anext__")); await g.aclose(); await g.aclose()
    g = agen(3)
    async for x in g:
        if x == 1: break
    await g.aclose()
    g = agen(2)
    try:
        async for x in g: raise KeyError("body")
    except KeyError as e: print(e)
    await g.aclose()
    async def nested(n):
        async for x in agen(n): yield x * 10
    print([x async for x in nested(2)])
    async def early():
        yield 1
        return
    print([x async for x in early()])
    async def broken():
        yield 1
        raise StopAsyncIteration
    try: print([x async for x in broken()])
    except RuntimeError as e: print(e)
    async def broken2():
        yield 1
        raise StopIteration
    try: print([x async for x in broken2()])
    except RuntimeError as e: print(e)
    gen = (await_ async for await_ in agen(2)); print([x async for x in gen])
    class It:
        def __init__(self): self.n = 0
        def __aiter__(self): return self
        async def __anext__(self):
            self.n += 1
            if self.n > 3: raise StopAsyncIteration
            return self.n
    print([a + b async for a in It() async for b in It() if a < b], [y for x in [1] for y in [z async for z in It()]])
    class Bad:
        def __aiter__(self): return 5
    class Bad2:
        def __aiter__(self): return self
        def __anext__(self): return 5
    for b in (Bad(), Bad2(), [1]):
        try:
            async for x in b: pass
        except TypeError as e: print(e)
    async with Mgr("a") as a, Mgr("b", True) as b: print(a, b); raise ValueError("in with")
    try:
        async with Mgr("c"): raise KeyError("k")
    except KeyError as e: print(e)
    for i in range(2):
        async with Mgr(str(i)):
            if i == 0: continue
            return "returned from with"
class Mgr:
    def __init__(self, n, s=False): self.n, self.s = n, s
    async def __aenter__(self): await Step(); return self.n.upper()
    async def __aexit__(self, k, v, t): await Step(); print("aexit", self.n, v); return self.s
print(run(main()))
async def never(): yield
n = never()
try: n.__anext__().send(5)
except TypeError as e: print(e)
c = main()
try: c.send(5)
except TypeError as e: print(e)
c.close(); c.close()
try: c.send(None)
except RuntimeError as e: print(e)
async def f(): return 1
c = f(); run(c)
try: run(c)
except RuntimeError as e: print(e)
for bad in ("f() + 1", "list(never())", "iter(f())", "next(never())", "for_(f())"):
    try: eval(bad, {"f": f, "never": never, "for_": lambda x: [0 for _ in x]})
    except TypeError as e: print(e)
