# oracle: expected
# options: -X heapsize=1m
# The heap is filled in several ways; each ends with a MemoryError that is caught, and the program goes on.
import gc


def fill(name, grow):
    for _ in range(2):
        try:
            grow()
        except MemoryError:
            result = "MemoryError"
        else:
            result = "no end"
        gc.collect()
        print(name, result, sum([1, 2, 3]), len([0] * 1000))


def lists():
    kept = []
    while True:
        kept.append([None] * 50)


def one_list():
    kept = []
    while True:
        kept.append(None)


def dicts():
    kept = {}
    while True:
        kept[len(kept)] = len(kept)


def sets():
    kept = set()
    while True:
        kept.add(len(kept))


def strings():
    text = "x"
    while True:
        text += text


def joined():
    "".join(["word"] * 200000)


def numbers():
    number = 3
    while True:
        number = number * number


def bytearrays():
    kept = bytearray()
    while True:
        kept.extend(b"0123456789")


def instances():
    class Node:
        def __init__(self, following):
            self.following = following
            self.name = "node"

    node = None
    while True:
        node = Node(node)


def closures():
    def make(inner):
        def call():
            return inner

        return call

    inner = None
    while True:
        inner = make(inner)


def generators():
    def count():
        yield 1

    kept = []
    while True:
        generator = count()
        next(generator)
        kept.append(generator)


def compiler():
    kept = []
    while True:
        kept.append(compile("def f(a, b):\n    return [a, b, 'text', 1.5]\n" * 5, "text", "exec"))


def large_source():
    compile("x = [" + "1, " * 60000 + "]\n", "text", "exec")


def formatting():
    "%0900000d" % 1 + "%0900000d" % 1


def sorting():
    sorted(range(1000000))


for function in (
    lists, one_list, dicts, sets, strings, joined, numbers, bytearrays, instances, closures, generators, compiler,
    large_source, formatting, sorting,
):
    fill(function.__name__, function)
print("end")
