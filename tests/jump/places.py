# Jumps in modules, classes, generators, coroutines and functions in functions.
import sys
from _jumper import show, show_all

# The body of a module.
SOURCE = """\
out.append(1)
for i in 1, 2:
    out.append(i)
    out.append(4)
try:
    out.append(6)
finally:
    out.append(8)
class C:
    a = 10
    b = 11
    out.append("class")
out.append("C" in globals())
"""


def run(name, origin, destination):
    out, lines = [], []

    def trace(frame, event, argument):
        if frame.f_code.co_filename != "source":
            return None
        if event == "line" and frame.f_code.co_name == name:
            lines.append(frame.f_lineno)
            if frame.f_lineno == origin and lines.count(origin) == 1:
                try:
                    frame.f_lineno = destination
                    lines.append(">%d" % frame.f_lineno)
                except ValueError as error:
                    lines.append(str(error))
        return trace

    code = compile(SOURCE, "source", "exec")
    sys.settrace(trace)
    try:
        exec(code, {"out": out})
    finally:
        sys.settrace(None)
    print(origin, "->", destination, *lines, "|", *out)


for jump in ((1, 5), (1, 3), (3, 13), (4, 2), (6, 8), (8, 6), (13, 1), (6, 0), (6, 14), (9, 6)):
    run("<module>", *jump)
for jump in ((10, 12), (12, 10), (11, 13), (12, 8), (11, 11)):
    run("C", *jump)


def generator(out):
    def steps():
        out.append(3)
        for i in 1, 2:
            yield i
            out.append(6)
        try:
            yield 8
        except KeyError:
            yield 10
            out.append(11)
        finally:
            out.append(13)
        yield 14

    return steps


def drive(steps):
    return [value for value in steps]


for jump in ((2, 4), (2, 7), (5, 3), (5, 7), (5, 12), (4, 2), (6, 8), (11, 2), (12, 6), (12, 8), (12, 1)):
    out = []
    steps = generator(out)
    show(lambda _: drive(steps()), *jump, code=steps.__code__)
    print("   ", *out)


def thrown(steps, out):
    running = steps()
    got = []
    try:
        raise TypeError("outside")
    except TypeError:
        for value in running:
            got.append(value)
            if value == 8:
                got.append(running.throw(KeyError("inside")))
        got.append(str(sys.exc_info()[1]))
    return got


for jump in ((8, 9), (9, 7), (9, 13), (10, 13), (9, 10), (9, 2), (10, 8), (10, 9)):
    out = []
    steps = generator(out)
    show(lambda _: thrown(steps, out), *jump, code=steps.__code__)
    print("   ", *out)


class Asynchronous:
    def __init__(self, out):
        self.out = out
        self.left = 2

    def __aiter__(self):
        return self

    async def __anext__(self):
        if not self.left:
            raise StopAsyncIteration
        self.left -= 1
        return self.left

    async def __aenter__(self):
        self.out.append("enter")

    async def __aexit__(self, kind, value, traceback):
        self.out.append("exit")


def coroutines(out):
    async def main():
        out.append(2)
        async for i in Asynchronous(out):
            out.append(4)
            out.append(i)
        async with Asynchronous(out):
            out.append(7)
            out.append(8)
        out.append(9)

    return main


def complete(coroutine):
    try:
        coroutine.send(None)
    except StopIteration as stop:
        return stop.value


for jump in ((2, 4), (2, 7), (2, 9), (4, 5), (4, 2), (4, 9), (5, 4), (7, 8), (7, 9), (8, 4), (9, 2), (9, 8)):
    out = []
    main = coroutines(out)
    show(lambda _: complete(main()), *jump, code=main.__code__)
    print("   ", *out)


class Class:
    def __init__(self, out):
        self.out = out
        self.value = 3
        self.value += 4
        out.append(self.value)

    def method(self):
        self.out.append("a")
        self.out.append("b")
        return super().__repr__ is not None


for jump in ((3, 5), (5, 3), (2, 4), (5, 4)):
    show(lambda out: hasattr(Class(out), "value"), *jump, code=Class.__init__.__code__)
for jump in ((2, 4), (3, 2), (4, 3)):
    show(lambda out: Class(out).method(), *jump, code=Class.method.__code__)


def shares(out):
    a = 2
    b = 0

    def inner():
        nonlocal a
        a += 10
        out.append(a)
        a += 100
        b = a
        return b

    out.append(inner())
    return a


inner_code = [value for value in shares.__code__.co_consts if hasattr(value, "co_name")][0]
show_all(shares, [(13, 2), (13, 3), (14, 3), (14, 1)])
for jump in ((3, 5), (4, 3), (6, 3), (7, 1), (4, 5)):
    show(shares, *jump, code=inner_code)


def matching(out, value):
    match value:
        case 1:
            out.append(4)
        case [first, *_] if first:
            out.append(first)
            out.append(7)
        case _:
            out.append(9)
    out.append(10)


show_all(matching, [(2, 4), (2, 9), (2, 10), (3, 7), (4, 9), (4, 10), (6, 4), (7, 4), (7, 9), (9, 4), (9, 10), (10, 9)], 1)
show_all(matching, [(3, 7), (5, 9), (5, 10), (3, 5), (3, 8), (2, 10), (7, 9), (10, 2), (10, 4)], [5, 6])


def recursive(out, n):
    out.append(n)
    if n:
        recursive(out, n - 1)
    out.append(-n)
    return n


show_all(recursive, [(2, 5), (3, 5), (4, 5), (5, 6)], 2)
