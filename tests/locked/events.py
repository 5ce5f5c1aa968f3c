# Traced with and without the heap locked, a program gives the same events
import sys, gc, micropython

KINDS = {'call': 1, 'line': 2, 'return': 3, 'exception': 4, 'opcode': 5,
         'c_call': 6, 'c_return': 7, 'c_exception': 8}
SIZE = 60000
log = [0] * SIZE
count = 0

def tracer(frame, event, arg):
    global count
    n = count
    log[n] = KINDS[event]
    log[n + 1] = frame.f_lineno
    log[n + 2] = frame.f_code.co_firstlineno
    count = n + 3
    return tracer

class A:
    kind = 3
    def __init__(self):
        self.value = 1
    def method(self, x, y=2):
        self.value = x
        return self.value + y
    @classmethod
    def make(cls, x):
        return cls.kind + x
    @staticmethod
    def plain(x):
        return x
    @property
    def double(self):
        return self.value * 2
    def __enter__(self):
        return self
    def __exit__(self, kind, value, traceback):
        return True
    def __getitem__(self, index):
        return index + 1
    def __add__(self, other):
        return 7

class B(A):
    def method(self, x, y=3):
        return super().method(x, y=y) + 1
    @classmethod
    def make(cls, x):
        return super().make(x) + 1

def counter():
    n = 0
    def step(by=1):
        nonlocal n
        n += by
        return n
    return step

def numbers(n):
    while True:
        try:
            got = yield n
            n += 1
        except ValueError:
            n = 0

def delegating(inner):
    yield from inner

def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)

def keyword(a, b=2, *, c=3):
    return a + b + c

class Own(Exception):
    pass

stored = ValueError('stored')
def raising(kind):
    if kind == 0:
        raise stored
    if kind == 1:
        raise Own
    if kind == 2:
        return 1 // 0
    if kind == 3:
        return 'a' + 1
    return {}[0] if False else NAMES[kind]

NAMES = {}
BOTH = (ValueError, Own)
def catching(kind):
    try:
        try:
            raising(kind)
        finally:
            x = 1
    except BOTH:
        return 1
    except ZeroDivisionError as e:
        return 2
    except TypeError:
        return 3
    except LookupError:
        return 4
    else:
        return 5

a = A()
b = B()
bound = b.method
step = counter()
flow = numbers(5)
flow.send(None)
back = numbers(1)
outer = delegating(back)
next(outer)
pair = (1, 2)
things = [3, 4]
table = {1: 2, 3: 4}
letters = b'xyz'
result = 0

def program():
    global result
    total = 0
    for i in range(3):
        total += fib(4)
        total += keyword(i) + keyword(i, c=1) + keyword(*pair) + keyword(*things)
        total += a.method(i) + b.method(i) + bound(i, y=1) + A.make(i) + B.make(i) + b.make(1) + A.plain(i)
        total += step() + step(by=2) + b.double + a[i] + (a + i)
        total += next(flow) + next(outer)
    half = 0.5
    for x in pair:
        half = half * 1.5 + x
    for x in things:
        total += x
    for x in table:
        total += table[x]
    for x in letters:
        total += x
    while half < 20:
        half = half * 2.0 - 0.25
    things[0] = total
    table[1] = 2
    with a as c:
        total += c.value
        raise stored
    for kind in range(5):
        total += catching(kind)
    flow.throw(stored)
    try:
        total += max(1, 'x')
    except TypeError:
        total += 1
    finally:
        total += 2
    result = total
    things[0] = 3
    back.throw(stored)
    flow.throw(stored)
    stored.__traceback__ = None

def run(locked, install=sys.settrace):
    global count
    count = 0
    step(-step(0))
    gc.collect()
    if locked:
        micropython.heap_lock()
    before = gc.mem_alloc()
    install(tracer)
    program()
    install(None)
    after = gc.mem_alloc()
    if locked:
        micropython.heap_unlock()
    if locked:
        print('allocated', after - before)
    return count

for install in sys.settrace, sys.setprofile:
    run(False, install)
    first = run(False, install)
    expected = log[:first]
    want = result
    for i in range(3):
        second = run(True, install)
        print(second == first > 600, log[:second] == expected, result == want)
    print(micropython.trace_dropped())
