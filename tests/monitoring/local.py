# oracle: expected
# Events of one code only, and events switched while code runs.
from _recorder import *


def watched(x):
    y = x + 1
    return other(y)


def other(y):
    return y


r = Recorder(watched.__code__.co_filename)
m.use_tool_id(1, "local")
for name in NAMES:
    m.register_callback(1, bit(name), r.callback(name))

m.set_local_events(1, watched.__code__, E.LINE | PY)
print(m.get_local_events(1, watched.__code__), m.get_local_events(1, other.__code__), m.get_events(1))
watched(1)
r.show("one code")
m.set_local_events(1, other.__code__, E.PY_START)
watched(1)
r.show("two codes")
m.set_events(1, E.PY_RETURN)
watched(1)
r.show("and everywhere")
m.set_local_events(1, watched.__code__, 0)
watched(1)
r.show("one less")
m.set_events(1, 0)
m.set_local_events(1, other.__code__, 0)
watched(1)
r.show("none")


# In the frame that runs.
def switches_itself():
    x = 1
    m.set_local_events(1, switches_itself.__code__, E.LINE | E.PY_RETURN)
    y = 2
    for i in range(2):
        z = i
    m.set_local_events(1, switches_itself.__code__, 0)
    w = 3


switches_itself()
r.show("in the frame that runs")


def inner():
    m.set_events(1, E.LINE | E.PY_RETURN | E.PY_START)
    return 1


def outer():
    x = 1
    inner()
    y = 1
    m.set_events(1, 0)
    return 9


outer()
r.show("in a frame below")


def from_callback():
    a = 1
    b = 2
    c = 3
    return c


def ends(code, line):
    r.log.append("%s %d" % (code.co_name, line - code.co_firstlineno))
    if line - code.co_firstlineno == 2:
        m.set_local_events(1, code, 0)


m.register_callback(1, E.LINE, ends)
m.set_local_events(1, from_callback.__code__, E.LINE)
from_callback()
r.show("ended by the callback")
m.register_callback(1, E.LINE, r.callback("LINE"))


# Generators that were suspended before, and after.
def generator():
    yield 1
    yield 2
    yield 3
    yield 4


g = generator()
next(g)
m.set_local_events(1, generator.__code__, E.LINE | PY)
next(g)
next(g)
r.show("a generator that was suspended before")
m.set_local_events(1, generator.__code__, 0)
next(g)
r.show("none")


# A loop that is switched on in the middle.
def long():
    total = 0
    for i in range(6):
        total += i
        if i == 2:
            start()
        if i == 4:
            stop()
    return total


def start():
    m.set_events(1, E.LINE)


def stop():
    m.set_events(1, 0)


long()
r.show("in the middle of a loop")

# A callback that is registered later.
m.register_callback(1, E.PY_START, None)
m.set_local_events(1, other.__code__, E.PY_START)
other(1)
r.show("no callback")
m.register_callback(1, E.PY_START, r.callback("PY_START"))
other(1)
r.show("a callback")
m.set_local_events(1, other.__code__, 0)

# Code that is made later.
m.set_events(1, E.PY_START)
namespace = {}
exec(compile("def made(): return 1", r.file, "exec"), namespace)
namespace["made"]()
m.set_events(1, 0)
r.show("made later")
for i in range(20):
    namespace = {}
    exec("def made(): return 1", namespace)
    m.set_local_events(1, namespace["made"].__code__, E.PY_START)
    del namespace
import gc

gc.collect()
m.set_local_events(1, other.__code__, E.PY_START)
other(1)
r.show("others are gone")
