# oracle: expected
# The functions of sys.monitoring, their results and their errors.
import sys

m = sys.monitoring


def attempt(function, *args):
    shown = ", ".join(repr(a) if isinstance(a, (int, str, float)) else type(a).__name__ for a in args)
    try:
        result = repr(function(*args))
    except Exception as error:
        result = f"{type(error).__name__}: {error}"
    print(f"{function.__name__}({shown}): {result}")


def function():
    pass


code = function.__code__


class Index:
    def __index__(self):
        return 3


class Text(str):
    pass


print(m.DEBUGGER_ID, m.COVERAGE_ID, m.PROFILER_ID, m.OPTIMIZER_ID)
print(m.events)
print(type(m.DISABLE) is object, type(m.MISSING) is object, m.DISABLE is m.DISABLE, m.DISABLE is not m.MISSING)
print(m.__name__, sys.monitoring is m, "sys.monitoring" in sys.modules)
try:
    import sys.monitoring
except ImportError as error:
    print(type(error).__name__)

# Tool ids.
for tool in (-1, 6, 8, "a", 1.0, 2**70, None):
    attempt(m.use_tool_id, tool, "x")
    attempt(m.get_tool, tool)
    attempt(m.free_tool_id, tool)
    attempt(m.set_events, tool, 0)
    attempt(m.get_events, tool)
attempt(m.use_tool_id, 0, 5)
attempt(m.use_tool_id, True, "x")
attempt(m.use_tool_id, 1, "y")
attempt(m.use_tool_id, 1, 5)
attempt(m.use_tool_id, 9, 5)
attempt(m.get_tool, 0)
attempt(m.get_tool, 1)
attempt(m.free_tool_id, 1)
attempt(m.free_tool_id, 1)
attempt(m.get_tool, 1)
attempt(m.use_tool_id, 0, "")
attempt(m.get_tool, 0)
attempt(m.free_tool_id, 0)
attempt(m.use_tool_id, Index(), Text("x"))
print(m.get_tool(3), type(m.get_tool(3)).__name__)
m.free_tool_id(3)

# Callbacks need no tool that is in use.
attempt(m.register_callback, 1, 1, print)
attempt(m.register_callback, 1, 1, 4)
attempt(m.register_callback, 1, 1, None)
attempt(m.register_callback, 1, 1, None)
for event in (0, 3, -1, -4, -(2**31), 1 << 17, 1 << 30, 1 << 31, "e"):
    attempt(m.register_callback, 1, event, print)
attempt(m.register_callback, 9, 0, print)
for event in range(17):
    assert m.register_callback(0, 1 << event, len) is None
for event in range(17):
    assert m.register_callback(0, 1 << event, None) is len

# Sets of events.
attempt(m.set_events, 1, 1)
attempt(m.get_events, 1)
attempt(m.set_local_events, 1, code, 1)
attempt(m.get_local_events, 1, code)
m.use_tool_id(1, "tool")
sets = (
    -1, 1 << 17, 1 << 15, 1 << 16, 1 << 15 | 16, 3 << 15 | 16, 3 << 15 | 1, 7 << 14 | 16, 1 << 17 | 1 << 15,
    1 << 17 | 3 << 15 | 16, 2**31, -(2**31), -(2**31) - 1, 1 << 10, 1 << 13, 1 << 9, 511, "e",
)
for events in sets:
    attempt(m.set_events, 1, events)
    print(m.get_events(1), m.get_local_events(1, code), m._all_events())
    m.set_events(1, 0)
    attempt(m.set_local_events, 1, code, events)
    print(m.get_events(1), m.get_local_events(1, code), m._all_events())
    m.set_local_events(1, code, 0)
attempt(m.set_events, 0, -1)
attempt(m.set_local_events, 0, code, -1)
attempt(m.set_local_events, 0, function, -1)
attempt(m.set_local_events, 9, function, -1)
attempt(m.get_local_events, 1, function)
attempt(m.get_local_events, 0, code)
attempt(m.get_local_events, 9, code)

# A tool that is given back keeps its events and callbacks.
m.set_events(1, 3)
m.set_local_events(1, code, 4)
m.register_callback(1, 4, function)
m.free_tool_id(1)
print(m.get_events(1), m.get_local_events(1, code))
m.use_tool_id(1, "another")
m.set_events(1, 0)
m.set_local_events(1, code, 0)
print(m.get_tool(1), m.register_callback(1, 4, None) is function)
attempt(m.restart_events)
m.free_tool_id(1)
