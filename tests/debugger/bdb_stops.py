# bdb: where a debugger stops, and what it is told.
import bdb
import sys


class Log(bdb.Bdb):
    """Follows a list of commands, one at each stop."""

    def __init__(self, commands, skip=None):
        bdb.Bdb.__init__(self, skip)
        self.commands = commands
        self.stops = 0

    def go(self, frame, what):
        self.stops += 1
        code = frame.f_code
        print("%s %s:%d" % (what, code.co_name, frame.f_lineno - code.co_firstlineno), end=" ")
        command = self.commands.pop(0) if self.commands else "continue"
        print(command)
        if command in ("next", "return", "until"):
            getattr(self, "set_" + command)(frame)
        else:
            getattr(self, "set_" + command)()

    def user_call(self, frame, args):
        if self.stop_here(frame):
            self.go(frame, "call")

    def user_line(self, frame):
        self.go(frame, "line")

    def user_return(self, frame, value):
        self.go(frame, "return %r" % (value,))

    def user_exception(self, frame, info):
        self.go(frame, "exception %s" % info[0].__name__)

    def do_clear(self, arg):
        print("clear", arg)
        self.clear_bpbynumber(arg)


def add(a, b):
    total = a
    total += b
    return total


def loop(count):
    result = 0
    for number in range(count):
        result = add(result, number)
    return result


def numbers(count):
    for number in range(count):
        yield number


def consume():
    found = []
    for number in numbers(3):
        found.append(number)
    return found


def fail(depth):
    if depth:
        return fail(depth - 1)
    raise ValueError("deep")


def handle():
    try:
        fail(1)
    except ValueError as error:
        return str(error)


def run(function, *args, commands="", breaks=(), skip=None):
    print("--", function.__name__, commands)
    log = Log(commands.split(), skip)
    for place in breaks:
        target, offset = place[:2]
        code = target.__code__
        complaint = log.set_break(__file__, code.co_firstlineno + offset, *place[2:])
        if complaint:
            print(complaint.replace(log.canonic(__file__), "FILE"))
    print(log.runcall(function, *args), log.stops, sys.gettrace())
    for point in bdb.Breakpoint.bpbynumber:
        if point:
            print(point.number, point.line - point.line, point.hits, point.enabled, point.temporary, point.cond)
    log.clear_all_breaks()
    bdb.Breakpoint.clearBreakpoints()


run(loop, 2, commands="step step step step step step step step step step step step step")
run(loop, 2, commands="next next next next next next next")
run(loop, 2, commands="step step step step return next next next")
run(loop, 3, commands="step step step until until until")
run(loop, 2, commands="step step quit")
run(loop, 3, breaks=[(add, 2)])
run(loop, 3, breaks=[(add, 2)], commands="next next next next next")
run(loop, 3, breaks=[(add, 2)], commands="step step step step step")
run(loop, 3, breaks=[(add, 2)], commands="return step step return")
run(loop, 5, breaks=[(add, 1, False, "b == 3")])
run(loop, 3, breaks=[(add, 1, False, "no_such_name")])
run(loop, 3, breaks=[(add, 1, True)])
run(loop, 3, breaks=[(add, 0, False, None, "add")])
run(loop, 3, breaks=[(loop, 4), (add, 3, True)])
run(loop, 3, breaks=[(loop, 1000)])
run(consume, commands="next next next next next next next next next next")
run(consume, commands="step step step step step step step step step step step step step step step step")
run(consume, breaks=[(numbers, 2)], commands="next next next next")
run(consume, breaks=[(numbers, 2)], commands="step step step step")
run(handle, commands="next next next next next next")
run(handle, commands="step step step step step step step step step step step step")
run(handle, breaks=[(fail, 3)], commands="next next next next next next next")
run(loop, 2, commands="step step step step", skip=["__main__"])
run(loop, 2, commands="step step step", skip=["oth*", "?"])

# A function without a breakpoint has no local trace function, one with a breakpoint has.
seen = []


class Watch(Log):
    def dispatch_call(self, frame, arg):
        result = bdb.Bdb.dispatch_call(self, frame, arg)
        seen.append((frame.f_code.co_name, result is not None))
        return result


def inner():
    return 1


def outer():
    inner()
    return add(1, 2)


log = Watch(["continue"])
log.set_break(__file__, add.__code__.co_firstlineno + 1)
log.runcall(outer)
# CPython's bdb looks at files, not at functions.
print([name for name, traced in seen], seen[0][1], seen[2][1])
log.clear_all_breaks()

# Errors and lists of breakpoints.
line = add.__code__.co_firstlineno + 1
print(log.clear_break(__file__, line) is None, log.clear_all_breaks(), log.get_break(__file__, line))
log.set_break(__file__, line)
log.set_break(__file__, line, False, "a > 1")
log.set_break(__file__, line + 1)
print(len(log.get_breaks(__file__, line)), log.get_file_breaks(__file__) == [line, line + 1], log.get_breaks("x", 1))
print([point and point.number for point in bdb.Breakpoint.bpbynumber])
for arg in ("", "x", "99", "0"):
    try:
        print(log.get_bpbynumber(arg))
    except ValueError as error:
        print(error)
print(log.clear_bpbynumber("1"), log.clear_bpbynumber("1"), log.clear_all_file_breaks("nothing").split(" in ")[0])
point = log.get_bpbynumber("2")
point.disable()
point.ignore = 2
point.hits = 1
print(point.bpformat().replace(point.file, "FILE").replace(str(line), "LINE"))
point.enable()
point.hits = 3
print(point.bpformat().replace(point.file, "FILE").replace(str(line), "LINE"))
print(str(point).replace(point.file, "FILE").replace(str(line), "LINE"))
print(log.clear_all_file_breaks(__file__), log.get_all_breaks())

print(log.run("1 + 1"), log.runeval("1 + 1"), log.runctx("x = 5", {}, {}))
print(log.format_stack_entry((sys._getframe(), line)).partition("(")[2])
stack, index = log.get_stack(sys._getframe(), None)
print(len(stack) >= 1, index == len(stack) - 1)
