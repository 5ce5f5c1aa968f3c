# What code objects tell of all kinds of functions.

NAMES = (
    "co_name",
    "co_qualname",
    "co_firstlineno",
    "co_argcount",
    "co_posonlyargcount",
    "co_kwonlyargcount",
    "co_nlocals",
    "co_varnames",
    "co_cellvars",
    "co_freevars",
    "co_names",
    "co_flags",
)


def is_code(value):
    return hasattr(value, "co_name")


def show(code, depth=0):
    margin = "  " * depth
    for name in NAMES:
        print(margin + name, getattr(code, name))
    print(margin + "co_consts", [value.co_name + "()" if is_code(value) else value for value in code.co_consts])
    print(margin + "lines", sorted({line for _, _, line in code.co_lines() if line}))
    for value in code.co_consts:
        if is_code(value):
            show(value, depth + 1)


def plain(a, b=1, /, c=2, *args, d, e=3, **keywords):
    "Docstring."
    total = a + b
    for value in args:
        total += value.attribute
    return total, keywords, len(args), d is None, e


def shares(zebra, number):
    middle = number * 2

    def inner(key):
        nonlocal middle
        middle += key
        return lambda: (middle, number, key, zebra)

    class Local:
        attribute = middle

        def method(self):
            return __class__, number

    return inner, (item for item in range(number)), Local


def generator():
    yield 1
    got = yield from generator()
    return got


async def coroutine(awaitable):
    await awaitable
    async with awaitable as entered:
        pass
    async for item in awaitable:
        pass


async def asynchronous_generator():
    yield 1


def statements():
    try:
        import os, sys as system
        from package.module import first as renamed, second
    except (ValueError, TypeError) as error:
        raise RuntimeError("x") from error
    finally:
        del renamed
    with open("f") as file:
        file.read(1, mode=2)
    global shared
    shared = 5
    print(shared, "text", b"bytes", 1.5, 2j, None, True, ..., (1, 2), -3, 70000, 1 if shared else 0)
    annotated: int = 3
    assert annotated, "message"
    while annotated < 100000:
        annotated += 1
    return f"{annotated!r:>{shared}}" "ab", {1, 2}, shared in {1, 2}, {"a": 1}, annotated[1:2], annotated[-1]


def without_docstring():
    pass


def empty_docstring():
    """"""


def patterns(value):
    match value:
        case Point(x=0, y=second):
            return second
        case [first, *others]:
            return others
        case str() | int():
            return 1


anonymous = lambda first, *others: first + 1


class Class(object):
    "Docstring of a class."

    attribute: int = 1

    def method(self, value=None):
        self.attribute = value
        super().method()
        return self.__private

    @staticmethod
    def static():
        return Class


for function in (
    plain,
    shares,
    generator,
    coroutine,
    asynchronous_generator,
    statements,
    without_docstring,
    empty_docstring,
    patterns,
    anonymous,
    Class.method,
    Class.static,
):
    print("-----", function.__name__)
    show(function.__code__)

for source, mode in (
    ("x = 1\nimport a\ndef f(): pass\nclass Q: y = 2\nprint(x)\n", "exec"),
    ("a + 1", "eval"),
    ("a + 1", "single"),
):
    print("-----", mode)
    code = compile(source, "name", mode)
    print(code.co_filename, sorted(map(str, code.co_consts[:1])) if mode != "exec" else "")
    for name in NAMES:
        print(name, getattr(code, name))

# Free variables are in the order of the closure.
closure = shares(1, 2)[0]
print(closure.__code__.co_freevars, [cell.cell_contents for cell in closure.__closure__])
inner = closure(3)
print(inner.__code__.co_freevars, [cell.cell_contents for cell in inner.__closure__])

# A function has one code object; functions made by the same definition share it.
print(plain.__code__ is plain.__code__, plain.__code__ == plain.__code__)
print(shares(1, 2)[0].__code__ is shares(3, 4)[0].__code__)
running = generator()
print(running.gi_code is generator.__code__)
started = coroutine(None)
print(started.cr_code is coroutine.__code__)
started.close()
print(asynchronous_generator().ag_code is asynchronous_generator.__code__)

# Equality is that of what they do.
one, other = compile("a + 1", "n", "eval"), compile("a + 1", "n", "eval")
print(one is other, one == other, one != other, hash(one) == hash(other), len({one, other}))
for source in ("a + 2", "b + 1", "\na + 1", "a + 1.0", "a + True", "a - 1"):
    changed = compile(source, "n", "eval")
    print(repr(source), changed == one, changed != one)
body = "def f(a, *b):\n    return lambda: (a, 'text', 70000)\n"
print(compile(body, "n", "exec") == compile(body, "n", "exec"))
print(compile(body, "n", "exec") == compile(body.replace("text", "test"), "n", "exec"))
print(one == 1, one != None, one == plain)
try:
    one < other
except TypeError as error:
    print(error)

# Lines and positions belong to the same instructions.
code = plain.__code__
ranges = list(code.co_lines())
print(ranges[0][0], ranges[-1][1] == len(code.co_code))
print(all(before[1] == after[0] for before, after in zip(ranges, ranges[1:])))
print({line for line, _, _, _ in code.co_positions() if line} <= {line for _, _, line in ranges})
print(type(code.co_code), type(code.co_stacksize), repr(code).startswith("<code object plain at 0x"))
for name in ("co_name", "co_consts", "co_flags"):
    try:
        setattr(code, name, 1)
    except AttributeError as error:
        print(type(error).__name__)
