# Tracing while the heap is locked: long stretches, callbacks that fail, clients that come and go
import gc
import micropython
import sys

counts = [0] * 8
NAMES = ('call', 'line', 'return', 'exception')


def count(event):
    for index in range(4):
        if NAMES[index] == event:
            counts[index] += 1


def show(label):
    print(label, counts[:4], micropython.trace_dropped())
    for index in range(8):
        counts[index] = 0


def only_calls(frame, event, arg):
    count(event)


def everything(frame, event, arg):
    count(event)
    return everything


class Tool:
    def __call__(self, frame, event, arg):
        count(event)
        return self

    def method(self, frame, event, arg):
        count(event)
        return self.method_of

    @staticmethod
    def static(frame, event, arg):
        count(event)
        return static


tool = Tool()
tool.method_of = tool.method
bound = tool.method
static = Tool.static


def work(x):
    y = x + 1
    return y


def many(n):
    for i in range(n):
        work(i)


def locked(install, tracer, action, argument):
    gc.collect()
    micropython.heap_lock()
    before = gc.mem_alloc()
    install(tracer)
    try:
        action(argument)
    finally:
        install(None)
        after = gc.mem_alloc()
        micropython.heap_unlock()
    if after > before:
        print('allocated', after - before)


for tracer in only_calls, everything, tool, bound, static:
    locked(sys.settrace, tracer, many, 300)
    show('trace')
locked(sys.setprofile, everything, many, 300)
show('profile')


# Values of events
seen = [None] * 8


def look(frame, event, arg):
    if event == 'return' and arg is not None:
        seen[0] = arg
    elif event == 'return':
        seen[1] = 'none'
    elif event == 'exception':
        seen[2], seen[3], seen[4] = arg
    return look


error = ValueError('an error')


def failing(x):
    if x:
        raise error
    return 77


def action(x):
    failing(0)
    try:
        failing(1)
    except ValueError:
        pass


locked(sys.settrace, look, action, None)
print(seen[0], seen[1], seen[2].__name__, seen[3] is error, seen[4] is not None)


# StopIteration ends a loop
class Three:
    def __init__(self):
        self.n = 0

    def __iter__(self):
        return self

    def __next__(self):
        self.n += 1
        if self.n > 3:
            raise StopIteration
        return self.n


def loop(items):
    for x in items:
        pass


locked(sys.settrace, everything, loop, Three())
show('iterator')


def numbers(n):
    while n:
        yield n
        n -= 1
    return 'end'


locked(sys.settrace, everything, loop, numbers(3))
show('generator')


# Recursion
def down(n):
    return down(n - 1) if n else 0


locked(sys.settrace, everything, down, 20)
show('recursion')


# A callback that needs memory ends tracing, as any that raises; the program gets the error.
def greedy(frame, event, arg):
    counts[5] += 1
    store[0] = [frame]
    return greedy


store = [None]


def forgiving(x):
    try:
        work(x)
    except MemoryError:
        counts[6] = 1
    counts[7] = sys.gettrace() is None
    sys.settrace(everything)
    work(x)


def tracing_needs_memory():
    micropython.heap_lock()
    sys.settrace(work_only)
    forgiving(1)
    sys.settrace(None)
    micropython.heap_unlock()


def work_only(frame, event, arg):
    if frame.f_code is work.__code__:
        return greedy(frame, event, arg)
    return None


tracing_needs_memory()
print(counts[5:], store)
show('after an error')


def greedy_line(frame, event, arg):
    if event == 'line' and frame.f_lineno == frame.f_code.co_firstlineno + 2:
        store[0] = [frame]
    return greedy_line


def caught(x):
    try:
        work(x)
    except MemoryError:
        counts[6] += 1
    return counts[6]


for i in range(3):
    locked(sys.settrace, greedy_line, caught, 1)
print(counts[6], sys.gettrace())
counts[6] = 0


# Under two locks; set and removed under the lock; from a traced function; by frame
def on_and_off(n):
    micropython.heap_lock()
    for i in range(n):
        sys.settrace(everything if i % 2 else None)
        work(i)
    micropython.heap_unlock()


locked(sys.settrace, None, on_and_off, 10)
show('on and off')


def set_below(x):
    back = sys._getframe(1)
    back.f_trace = everything
    sys.settrace(everything)


def above(x):
    set_below(x)
    work(x)
    x = 2
    sys.settrace(None)


locked(sys.settrace, None, above, 1)
show('frame')


# A scheduled callback is traced too.
def scheduled(x):
    work(x)


def schedule(n):
    for i in range(n):
        micropython.schedule(scheduled, i)
        for j in range(3):
            pass


locked(sys.settrace, only_calls, schedule, 20)
show('scheduled')
