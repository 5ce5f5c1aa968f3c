# oracle: expected
# INSTRUCTION, JUMP and BRANCH: where they go, not how many there are.
from _recorder import *


def condition(x):
    if x > 1:
        return "large"
    return "small"


def loop(n):
    total = 0
    for i in range(n):
        total += i
    return total


def straight():
    x = 1
    return x


def lines_of(code):
    table = {}
    for start, end, line in code.co_lines():
        for offset in range(start, end, 2):
            table[offset] = line and line - code.co_firstlineno
    return table


def collect(function, argument, event):
    code = function.__code__
    table = lines_of(code)
    seen = []

    def callback(running, offset, *destination):
        if running is code:
            assert all(type(place) is int and place in table for place in (offset, *destination))
            seen.append((offset, *destination))

    m.use_tool_id(3, "jumps")
    m.register_callback(3, event, callback)
    m.set_events(3, event)
    function(*argument)
    m.set_events(3, 0)
    m.register_callback(3, event, None)
    m.free_tool_id(3)
    return [tuple(table[place] for place in places) for places in seen]


# The line of the branch, and the line that it goes to.
print(collect(condition, [2], E.BRANCH))
print(collect(condition, [1], E.BRANCH))
print([branch for branch in collect(loop, [3], E.BRANCH) if branch not in ((2, 2), (2, 3))])
print(collect(straight, [], E.BRANCH), collect(straight, [], E.JUMP))
# All jumps of the loop come from its last line or its first, and go back to the first or second.
print({jump for jump in collect(loop, [4], E.JUMP) if jump not in ((3, 2), (3, 3), (2, 3), (2, 2))})
# Every instruction, in order, each line as often as it runs.
places = collect(loop, [2], E.INSTRUCTION)
lines = [line for (line,) in places]
print([line for at, line in enumerate(lines) if line and (at == 0 or lines[at - 1] != line)])
print([line for (line,) in collect(straight, [], E.INSTRUCTION) if line] == sorted(
    line for (line,) in collect(straight, [], E.INSTRUCTION) if line
))

# Each of them can be disabled.
for event in (E.INSTRUCTION, E.JUMP, E.BRANCH):
    told = []

    def once(code, offset, *rest):
        told.append(offset)
        return m.DISABLE

    m.use_tool_id(3, "jumps")
    m.register_callback(3, event, once)
    m.set_local_events(3, loop.__code__, event)
    loop(5)
    loop(3)
    print(len(told) == len(set(told)), event == E.JUMP or len(told) > 0)
    m.set_local_events(3, loop.__code__, 0)
    m.free_tool_id(3)
