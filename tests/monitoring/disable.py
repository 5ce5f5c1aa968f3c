# oracle: expected
# DISABLE ends an event at one place for one tool; restart_events brings it back.
from _recorder import *


def loop(n):
    for i in range(n):
        if i % 2:
            x = i
        else:
            x = -i
    return x


def generator():
    for i in range(4):
        yield i


def calls():
    len("a")
    try:
        len(3)
    except TypeError:
        pass


r = Recorder(loop.__code__.co_filename)
r.answer["LINE"] = m.DISABLE
r.start(E.LINE)
loop(1)
r.show("one round")
loop(2)
r.show("two rounds")
loop(9)
r.show("nothing is left")
m.restart_events()
loop(1)
r.show("restarted")
r.answer["LINE"] = None
m.restart_events()
loop(1)
loop(1)
r.show("not disabled")
r.answer["LINE"] = m.DISABLE
loop(2)
r.show("disabled later")
loop(2)
r.show("nothing")
# What a tool does not want any more is enabled when it wants it again.
m.set_events(1, 0)
loop(2)
m.set_events(1, E.LINE)
loop(2)
r.show("set again")
loop(2)
r.show("nothing")
r.stop()

# Each tool for itself.
first, second = Recorder(r.file, 1), Recorder(r.file, 2)
first.answer["LINE"] = m.DISABLE
first.start(E.LINE)
second.start(E.LINE)
loop(1)
loop(1)
first.show("the first tool")
second.show("the second tool")
first.stop()
second.stop()

# Each event for itself, at each place.
for name in ("PY_START", "PY_RESUME", "PY_YIELD", "PY_RETURN"):
    r.answer = {name: m.DISABLE}
    m.restart_events()
    r.start(PY)
    list(generator())
    list(generator())
    r.stop()
    r.show("no more " + name)
for name in ("PY_START", "PY_RESUME", "PY_YIELD", "PY_RETURN"):
    r.answer[name] = m.DISABLE
m.restart_events()
r.start(PY)
list(generator())
list(generator())
r.stop()
r.show("no more of all")

# Disabled globally or for the code is the same.
r.answer = {"LINE": m.DISABLE}
m.restart_events()
r.start(0)
m.register_callback(1, E.LINE, r.callback("LINE"))
m.set_local_events(1, loop.__code__, E.LINE)
loop(1)
r.show("local")
m.set_events(1, E.LINE)
loop(1)
r.show("global and local")
m.set_local_events(1, loop.__code__, 0)
loop(1)
r.show("global only")
m.set_events(1, 0)
m.register_callback(1, E.LINE, None)
r.stop()

# CALL takes C_RETURN and C_RAISE with it.
def only_calls():
    r.log[:] = [line for line in r.log if line.startswith("CALL")]


r.answer = {"CALL": m.DISABLE}
r.start(CALLS)
calls()
only_calls()
r.show("calls, once")
calls()
r.show("calls, no more")
m.restart_events()
calls()
r.stop()
only_calls()
r.show("calls, restarted")


# Other events cannot be disabled.
def fails():
    raise KeyError(1)


def catches():
    try:
        fails()
    except KeyError:
        pass


def throws():
    g = generator()
    next(g)
    try:
        g.throw(KeyError(2))
    except KeyError:
        return "thrown"


def reraises():
    try:
        fails()
    finally:
        x = 1


def disabling(name, log):
    def callback(code, *rest):
        if code.co_filename == r.file and code.co_name in ("fails", "catches", "throws", "reraises", "generator", "calls"):
            log.append(code.co_name)
            return m.DISABLE

    return callback


for name, function in (
    ("RAISE", fails), ("PY_UNWIND", fails), ("EXCEPTION_HANDLED", catches), ("PY_THROW", throws), ("RERAISE", reraises),
    ("C_RETURN", calls), ("C_RAISE", calls),
):
    log = []
    m.restart_events()
    m.use_tool_id(1, "disabling")
    m.register_callback(1, bit(name), disabling(name, log))
    m.set_local_events(1, calls.__code__, CALLS if name.startswith("C_") else 0)
    m.set_events(1, 0 if name.startswith("C_") else bit(name))
    for round in range(2):
        try:
            print(name, round, function())
        except Exception as error:
            print(name, round, type(error).__name__, error)
    m.set_events(1, 0)
    m.set_local_events(1, calls.__code__, 0)
    print(log, m.register_callback(1, bit(name), None))
    m.free_tool_id(1)
