# linecache and inspect: the lines of files and functions.
import inspect
import linecache
import os

NAME = "source_lines.tmp"
with open(NAME, "w") as file:
    file.write("one\n\ntwo\nlast")
print([linecache.getline(NAME, number) for number in range(-1, 6)])
print(linecache.getlines(NAME))
with open(NAME, "w") as file:
    file.write("changed, and longer than before\n")
print(linecache.getlines(NAME)[0])
linecache.checkcache(NAME)
print(linecache.getlines(NAME))
os.remove(NAME)
linecache.checkcache()
print(linecache.getlines(NAME), linecache.getline("<string>", 1), linecache.getline("no/such/file", 1))
linecache.clearcache()


def plain(a, b=1):
    "documented"
    # a comment
    if a:
        return b

    return None
    # more


def decorate(function):
    return function


@decorate
@decorate
def decorated():
    def inner():
        return """
text at the margin
"""

    return inner
# not part of it


def one_line(): return 1


class Some:
    """First.

        Deeper.
    Last.
    """

    @staticmethod
    def method():
        pass

    value = 1


def generator():
    yield


async def coroutine():
    pass


async def asynchronous():
    yield


for thing in (plain, decorated, decorated(), one_line, Some, Some.method, Some().method, plain.__code__):
    lines, first = inspect.getsourcelines(thing)
    print(first)
    print("".join(lines), end="")
    print(inspect.getsource(thing) == "".join(lines))
for thing in (1, len):
    try:
        inspect.getsourcelines(thing)
    except TypeError as error:
        print("TypeError")

tests = (
    inspect.isfunction,
    inspect.ismethod,
    inspect.isclass,
    inspect.ismodule,
    inspect.iscode,
    inspect.isframe,
    inspect.istraceback,
    inspect.isgenerator,
    inspect.isroutine,
    inspect.isbuiltin,
    inspect.isgeneratorfunction,
    inspect.iscoroutinefunction,
    inspect.isasyncgenfunction,
)
try:
    1 / 0
except ZeroDivisionError as error:
    trace = error.__traceback__
things = (plain, Some, Some().method, inspect, plain.__code__, trace, trace.tb_frame, generator(), generator)
for thing in things + (coroutine, asynchronous, len, [].append, 1):
    print([test.__name__ for test in tests if 0] + [number for number, test in enumerate(tests) if test(thing)])
print(repr(inspect.getdoc(Some)), inspect.getdoc(plain), inspect.getdoc(one_line))
print([name for name, value in inspect.getmembers(Some, inspect.isfunction)])
print(inspect.getmodule(plain).__name__, inspect.unwrap(plain) is plain)
print(os.path.basename(inspect.getfile(plain)))
