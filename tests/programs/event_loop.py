# A scheduler of coroutines with sleeping, queues, cancellation and gathering, in virtual time.
class Sleep:
    def __init__(self, t): self.t = t
    def __await__(self): return (yield ("sleep", self.t))
class Future:
    def __init__(self): self.done = False; self.value = None; self.waiters = []
    def set(self, v): self.done = True; self.value = v
    def __await__(self):
        if not self.done: yield ("wait", self)
        return self.value
class Cancelled(BaseException): pass
class Task(Future):
    count = 0
    def __init__(self, coro): super().__init__(); self.coro = coro; Task.count += 1; self.id = Task.count; self.error = None
class Loop:
    def __init__(self): self.now = 0; self.queue = []; self.seq = 0
    def at(self, t, task, throw=None): self.seq += 1; self.queue.append((t, self.seq, task, throw)); self.queue.sort(key=lambda q: q[:2])
    def spawn(self, coro): t = Task(coro); self.at(self.now, t); return t
    def cancel(self, task): self.at(self.now, task, Cancelled("cancelled"))
    def run(self, coro):
        main = self.spawn(coro)
        while self.queue and not main.done:
            t, _, task, throw = self.queue.pop(0)
            if task.done: continue
            self.now = t
            try: request = task.coro.throw(throw) if throw else task.coro.send(None)
            except StopIteration as s: self.finish(task, s.value)
            except Cancelled: self.finish(task, "cancelled")
            except Exception as e: task.error = e; self.finish(task, None)
            else:
                match request:
                    case ("sleep", d): self.at(self.now + d, task)
                    case ("wait", f): f.waiters.append(task)
        if main.error: raise main.error
        return main.value
    def finish(self, task, v):
        task.set(v)
        for w in task.waiters: self.at(self.now, w)
loop = Loop()
async def gather(*coros): return [await t for t in [loop.spawn(c) for c in coros]]
class Queue:
    def __init__(self): self.items = []; self.getters = []
    def put(self, x):
        if self.getters: f = self.getters.pop(0); f.set(x); [loop.at(loop.now, w) for w in f.waiters]
        else: self.items.append(x)
    async def get(self):
        if self.items: return self.items.pop(0)
        f = Future(); self.getters.append(f); return await f
async def worker(name, q, out):
    try:
        while True:
            item = await q.get(); await Sleep(item); out.append((loop.now, name, item))
    finally: out.append((loop.now, name, "stopped"))
async def ticker(n):
    for i in range(n): await Sleep(10); yield loop.now, i
async def fails(): await Sleep(5); raise ValueError("task failed")
class Timer:
    async def __aenter__(self): self.start = loop.now; return self
    async def __aexit__(self, *e): self.elapsed = loop.now - self.start
async def main():
    q, out = Queue(), []
    ws = [loop.spawn(worker(n, q, out)) for n in "ab"]
    for i in (3, 1, 4, 1, 5): q.put(i)
    async with Timer() as t: await Sleep(12)
    print(t.elapsed, [x async for x in ticker(2)])
    for w in ws: loop.cancel(w)
    print([await w for w in ws], out)
    async def value(v, d): await Sleep(d); return v
    print(await gather(value(1, 5), value(2, 1), value(3, 3)), loop.now)
    t = loop.spawn(fails()); await t; print(repr(t.error))
    return "done"
print(loop.run(main()), loop.now, Task.count)
