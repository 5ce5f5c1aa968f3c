# What a generator, coroutine and asynchronous generator tell of themselves.
def g(): yield 1; yield from h()
def h(): yield 2
a = g(); print(a.gi_running, a.gi_yieldfrom, a.gi_suspended, a.gi_frame is not None, a.gi_code is not None, a.__name__, a.__qualname__)
next(a); print(a.gi_running, a.gi_yieldfrom, a.gi_suspended); next(a); print(a.gi_yieldfrom is not None, a.gi_suspended); list(a); print(a.gi_frame, a.gi_suspended)
def r(): yield me.gi_running
me = r(); print(next(me), me.gi_running)
class P:
    def __await__(self): yield 1
async def c(): await P()
k = c(); print(k.cr_running, k.cr_await, k.cr_suspended, k.cr_frame is not None, k.cr_code is not None, k.cr_origin, k.__name__); k.send(None); print(k.cr_await is not None, k.cr_suspended); k.close(); print(k.cr_frame)
async def ag(): yield 1
z = ag(); print(z.ag_running, z.ag_await, z.ag_frame is not None, z.ag_code is not None, z.__name__)
x = (i for i in ()); print(x.__name__, x.__qualname__, type(x).__name__)
for name in ("gi_running", "gi_frame"):
    try: setattr(a, name, 1)
    except AttributeError: print("read only")
