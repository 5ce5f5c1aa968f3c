# oracle: expected
# What a callback raises reaches the program, where the event was.
from _recorder import *

log = []


def generator():
    yield 1
    return 4


def delegating():
    return (yield from generator())


def target():
    log.append("begin")
    x = len("a")
    try:
        log.append("raising")
        raise ValueError(2)
    except ValueError as error:
        log.append(("ValueError", error.args))
    except RuntimeError as error:
        log.append(("RuntimeError", error.args))
    for i in generator():
        log.append(i)
    try:
        len(3)
    except TypeError:
        log.append("TypeError")
    try:
        for x in delegating():
            pass
    except RuntimeError as error:
        log.append(("from the generator", error.args))
    log.append("end")


def run(name, events, codes):
    def raises(code, *rest):
        if code.co_filename == file and code.co_name in codes:
            log.append("%s in %s" % (name, code.co_name))
            raise RuntimeError(name)

    def also(code, *rest):
        if code.co_filename == file and code.co_name in codes:
            log.append("the other tool, too")

    m.use_tool_id(1, "raises")
    m.use_tool_id(0, "comes after it")
    m.register_callback(1, bit(name), raises)
    m.register_callback(0, bit(name), also)
    m.set_events(0, events)
    m.set_events(1, events)
    try:
        target()
        result = "returned"
    except Exception as error:
        result = repr(error)
    for tool in (0, 1):
        m.set_events(tool, 0)
        m.register_callback(tool, bit(name), None)
        m.free_tool_id(tool)
    print("--", name, codes)
    for entry in log:
        print(entry)
    print(result)
    log.clear()


file = target.__code__.co_filename
for name in ("PY_START", "LINE", "CALL", "RAISE", "C_RETURN", "C_RAISE", "PY_RETURN"):
    run(name, CALLS if name in ("CALL", "C_RETURN", "C_RAISE") else bit(name), ("target",))
for name in ("PY_START", "PY_RESUME", "PY_YIELD", "PY_RETURN", "LINE"):
    run(name, bit(name), ("generator",))
run("STOP_ITERATION", E.STOP_ITERATION, ("delegating",))


# An exception on its way is replaced.
def fails():
    raise KeyError("first")


def raises(code, offset, error):
    if code.co_name == "fails":
        raise RuntimeError("second")


m.use_tool_id(1, "raises")
for event in (E.RAISE, E.PY_UNWIND):
    m.register_callback(1, event, raises)
    m.set_events(1, event)
    try:
        fails()
    except Exception as error:
        print(repr(error))
    m.set_events(1, 0)
    m.register_callback(1, event, None)


# A callback that catches what it raises changes nothing.
def careful(code, offset, *rest):
    try:
        raise RuntimeError("inside")
    except RuntimeError:
        pass


for event in (E.RAISE, E.PY_UNWIND, E.EXCEPTION_HANDLED, E.PY_RETURN):
    m.register_callback(1, event, careful)
m.set_events(1, E.RAISE | E.PY_UNWIND | E.EXCEPTION_HANDLED | E.PY_RETURN)
try:
    fails()
except KeyError as error:
    print(repr(error), error.__context__)
    try:
        fails()
    except KeyError as second:
        print(repr(second), repr(second.__context__))
m.set_events(1, 0)

# No callable, or one that takes other arguments.
m.register_callback(1, E.PY_START, 5)
m.set_local_events(1, fails.__code__, E.PY_START)
try:
    fails()
except TypeError as error:
    print(error)
m.register_callback(1, E.PY_START, lambda code: None)
try:
    fails()
except TypeError as error:
    print(error)
m.set_local_events(1, fails.__code__, 0)

# Events go on after a callback has raised.
r = Recorder(file, 2)
r.record(generator, PY, "nothing runs")
r.record(lambda: list(generator()), E.PY_START | E.PY_YIELD, "a generator")
