# oracle: expected
# Several tools: the one with the highest id is told first. No events while a callback runs.
from _recorder import *


def function():
    x = helper()
    return x


def helper():
    return len("abc")


tools = (0, 1, 5)
log = []


def callback(tool, name):
    def called(code, *rest):
        if code.co_name in ("function", "helper"):
            log.append((tool, name, code.co_name))

    return called


for tool in tools:
    m.use_tool_id(tool, "tool %d" % tool)
    for name in NAMES:
        m.register_callback(tool, bit(name), callback(tool, name))
print([m.get_tool(tool) for tool in range(6)])
for tool in tools:
    m.set_events(tool, PY | E.LINE | CALLS)
function()
for tool in tools:
    m.set_events(tool, 0)
for entry in log:
    print(*entry)
log.clear()

# Different events, also of one code.
m.set_local_events(0, helper.__code__, E.LINE)
m.set_local_events(1, helper.__code__, E.PY_START)
m.set_events(5, E.PY_RETURN)
function()
m.set_events(5, 0)
m.set_local_events(0, helper.__code__, 0)
m.set_local_events(1, helper.__code__, 0)
for entry in log:
    print(*entry)
log.clear()


# A callback that runs code.
def runs_code(code, line):
    if code.co_name == "function":
        log.append((line - code.co_firstlineno, helper()))


m.register_callback(1, E.LINE, runs_code)
m.set_events(1, E.LINE)
m.set_events(0, PY)
function()
m.set_events(1, 0)
m.set_events(0, 0)
for entry in log:
    print(*entry)
log.clear()


# One that changes what the others want.
def changes(code, offset):
    if code.co_name == "function":
        log.append("changes")
        m.set_events(0, 0)
        m.register_callback(0, E.PY_START, None)


m.register_callback(5, E.PY_START, changes)
m.set_events(5, E.PY_START)
m.set_events(0, E.PY_START)
function()
m.set_events(5, 0)
print(log, m.get_events(0))
log.clear()

# Natives as callbacks.
m.register_callback(1, E.PY_RETURN, log.append)
m.register_callback(1, E.PY_RETURN, lambda *args: log.append(args[2]))
m.set_local_events(1, helper.__code__, E.PY_RETURN)
function()
print(log)
log.clear()


class Callable:
    def __call__(self, code, offset, value):
        log.append((code.co_name, type(offset).__name__, value))

    def method(self, code, offset, value):
        log.append(("method", code.co_name, value))


m.register_callback(1, E.PY_RETURN, Callable())
function()
m.register_callback(1, E.PY_RETURN, Callable().method)
function()
print(log)
log.clear()
m.set_local_events(1, helper.__code__, 0)
