# aiter and anext.
def run(c):
    try:
        while True: c.send(None)
    except StopIteration as s: return s.value
async def g():
    yield 1
    yield 2
class It:
    def __init__(self): self.n = 0
    def __aiter__(self): return self
    async def __anext__(self):
        self.n += 1
        if self.n > 1: raise StopAsyncIteration
        return self.n
async def main():
    a = aiter(g()); print(await anext(a), await anext(a))
    try: await anext(a)
    except StopAsyncIteration: print("end")
    print(await anext(a, "default"), await anext(It()), aiter(a) is a)
    i = It(); await anext(i); print(await anext(i, 5))
run(main())
for bad in ("aiter(5)", "anext(5)", "aiter()", "anext()", "aiter([1])"):
    try: eval(bad)
    except TypeError as e: print(bad, "TypeError")
