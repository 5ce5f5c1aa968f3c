# oracle: expected
# Variables that were not bound before a jump, but would be where it goes, are None. CPython 3.11 raises
# UnboundLocalError there; 3.12 makes them None as well.
from _jumper import show, show_all


def forwards(out):
    a = 2
    b = 3
    out.append((a, b))


show_all(forwards, [(2, 4), (3, 4), (2, 3), (4, 2)])


def deleted(out):
    a = 2
    out.append(a)
    del a
    out.append(5)


show_all(deleted, [(5, 3), (5, 4), (2, 3), (4, 3)])


def handler(out):
    try:
        raise ValueError("text")
    except ValueError as error:
        out.append(str(error))


show_all(handler, [(4, 5)])


def loops(out):
    for a in 1, 2:
        out.append(a)
    for b in 3, 4:
        out.append(b)


show_all(loops, [(3, 5)])


def asked(out, x):
    if x:
        a = 3
    out.append(locals().get("a"))
    out.append(a)


show_all(asked, [(2, 4), (2, 5)], 1)


def shared(out):
    a = 2
    out.append((lambda: a)())


show_all(shared, [(2, 3)])


def generator(out):
    def steps():
        a = 3
        b = 4
        yield a, b

    show(lambda out: list(steps()), 2, 4, code=steps.__code__)


generator(None)
