# When f_lineno can be set, and to what.
import sys


def attempt(frame, line):
    try:
        frame.f_lineno = line
    except (ValueError, AttributeError) as error:
        return type(error).__name__ + ": " + str(error)
    return "set to %d" % frame.f_lineno


def target(fails):
    x = 1
    if fails:
        try:
            [][1]
        except IndexError:
            x = 2
    return x


first = target.__code__.co_firstlineno

# Nothing is traced.
frame = sys._getframe()
for line in (5, True, 1.0, "5", None):
    print(repr(line), attempt(frame, line))
try:
    del frame.f_lineno
except AttributeError as error:
    print(error)


def once_an_event(line):
    seen = set()

    def trace(frame, event, argument):
        if event not in seen:
            seen.add(event)
            print(event, attempt(frame, line))
        return trace

    return trace


class Int(int):
    pass


for line in (first + 1, first, "5", 1.5, False, Int(first + 1), 10**30, -(2**31) - 1, 2**31 - 1):
    print("-----", "first" if line == first else "first + 1" if line == first + 1 else line)
    sys.settrace(once_an_event(line))
    target(True)
    sys.settrace(None)


# The frame of another function.
def inner():
    return 1


def outer():
    x = inner()
    return x


def of_the_caller(frame, event, argument):
    if frame.f_code is inner.__code__ and event == "line":
        frame.f_back.f_trace = None
        print(attempt(frame.f_back, outer.__code__.co_firstlineno + 1))
    return of_the_caller


sys.settrace(of_the_caller)
outer()
sys.settrace(None)


# During an event of opcodes.
def opcodes(frame, event, argument):
    frame.f_trace_opcodes = True
    if event == "opcode":
        print(attempt(frame, first + 1))
        frame.f_trace_opcodes = False
    return opcodes


sys.settrace(opcodes)
inner()
sys.settrace(None)


# More than one jump in an event: the last one counts, and the others have been made before.
def several(out):
    for i in 1, 2:
        out.append(i)
    try:
        out.append(4)
        raise KeyError
    except KeyError:
        out.append(7)
        out.append(8)
    out.append(9)


def jumping(*lines):
    start = several.__code__.co_firstlineno
    origin = lines[0]
    state = []

    def trace(frame, event, argument):
        if frame.f_code is several.__code__:
            if event == "line" and frame.f_lineno == start + origin - 1 and not state:
                state.append(1)
                for line in lines[1:]:
                    result = attempt(frame, start + line - 1)
                    print("    ", line, result.split()[-1] if result.startswith("set") else result, frame.f_lineno - start + 1)
            return trace

    out = []
    sys.settrace(trace)
    several(out)
    sys.settrace(None)
    print(lines, out)


jumping(3, 9, 5)
jumping(3, 9, 3)
jumping(8, 9, 10)
jumping(8, 4, 8)
jumping(9, 10, 9)
jumping(9, 4, 5, 6)
jumping(10, 4, 2)
jumping(8, 10, 7, 4)


# A trace function that jumps and then raises, or ends tracing.
def ends(out):
    out.append(2)
    out.append(3)
    out.append(4)
    out.append(5)


def jump_and(action):
    start = ends.__code__.co_firstlineno

    def trace(frame, event, argument):
        if frame.f_code is ends.__code__:
            if event == "line" and frame.f_lineno == start + 2:
                frame.f_lineno = start + 4
                action(frame)
            return trace

    out = []
    sys.settrace(trace)
    ends(out)
    print(out, sys.gettrace() is None)
    sys.settrace(None)


jump_and(lambda frame: sys.settrace(None))
jump_and(lambda frame: setattr(frame, "f_trace", None))
jump_and(lambda frame: sys.call_tracing(len, ("",)))
