# A trace function that somebody sets in a frame below is noticed at once, whatever instruction called what set it.
import sys

log = []


def tracer(frame, event, argument):
    if frame.f_code.co_name not in ("stop", "start"):
        log.append((frame.f_code.co_name, event, frame.f_lineno - frame.f_code.co_firstlineno))
    return tracer


def start(depth=1):
    sys._getframe(depth + 1).f_trace = tracer
    sys.settrace(tracer)


def stop():
    sys.settrace(None)


class Starts:
    def __enter__(self):
        start()

    def __exit__(self, *args):
        stop()

    def __add__(self, other):
        start()

    def __getitem__(self, key):
        start()

    def __setitem__(self, key, value):
        start()

    def __delitem__(self, key):
        start()

    def __contains__(self, key):
        start()
        return True

    def __neg__(self):
        start()

    def __lt__(self, other):
        start()
        return True

    def __iter__(self):
        start()
        return iter("ab")

    def __getattr__(self, name):
        start()

    def __setattr__(self, name, value):
        start()

    @property
    def value(self):
        start()

    def __call__(self, *args, **keywords):
        start()


def entered(it):
    with it:
        a = 1
        b = 2
    c = 3


def added(it):
    it + 1
    stop()


def got(it):
    it[0]
    a = 1
    stop()


def stored(it):
    it[0] = 1
    a = 1
    stop()


def deleted(it):
    del it[0]
    a = 1
    stop()


def contained(it):
    a = 1 in it
    a = 1
    stop()


def negated(it):
    -it
    a = 1
    stop()


def compared(it):
    a = it < 1
    a = 1
    stop()


def iterated(it):
    for x in it:
        a = x
    stop()


def unpacked(it):
    a, b = it
    c = 1
    stop()


def attribute(it):
    it.something
    a = 1
    stop()


def set_attribute(it):
    it.something = 1
    a = 1
    stop()


def property_read(it):
    it.value
    a = 1
    stop()


def called(it):
    it()
    a = 1
    stop()


def called_with(it):
    it(1, *(2, 3), key=4)
    a = 1
    stop()


def by_sorted(it):
    sorted([1], key=lambda x: start(2))
    a = 1
    stop()


def by_map(it):
    for x in map(lambda x: start(2), [1]):
        a = 1
    stop()


def by_generator(it):
    def generate():
        yield start(2)
        yield 1

    for x in generate():
        a = 1
    stop()


def by_delegation(it):
    def generate():
        start(2)
        yield 1

    def delegate():
        yield from generate()
        a = 1
        yield 2

    list(delegate())
    stop()


def by_exec(it):
    exec("start(2)", {"start": start})
    a = 1
    stop()


def by_class(it):
    class C:
        start(2)

    a = 1
    stop()


def by_constructor(it):
    class C:
        def __init__(self):
            start(2)

    C()
    a = 1
    stop()


def by_exception(it):
    def fails():
        start(2)
        raise ValueError

    try:
        fails()
    except ValueError:
        a = 1
    stop()


FUNCTIONS = [
    entered,
    added,
    got,
    stored,
    deleted,
    contained,
    negated,
    compared,
    iterated,
    unpacked,
    attribute,
    set_attribute,
    property_read,
    called,
    called_with,
    by_sorted,
    by_map,
    by_generator,
    by_delegation,
    by_exec,
    by_constructor,
    by_exception,
]
for function in FUNCTIONS:
    log.clear()
    try:
        function(Starts())
    finally:
        sys.settrace(None)
    print(function.__name__, [entry for entry in log if entry[0] == function.__name__])
