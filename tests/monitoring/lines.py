# oracle: expected
# LINE: a line that begins, each time that it begins.
from _recorder import *


def straight():
    a = 1
    b = 2; c = 3

    return a


def for_loop():
    for i in range(2):
        x = i
    else:
        x = 5
    return x


def while_loop():
    x = 0
    while x < 2:
        x += 1
    return x


def breaks():
    for i in range(5):
        if i == 1:
            continue
        if i == 2:
            break
        x = i
    return x


def conditions(x=3):
    if x < 2:
        y = 1
    elif x < 4:
        y = 2
    else:
        y = 3
    return y


def nested():
    total = 0
    for i in range(2):
        for j in range(2):
            total += j
    return total


def calls():
    a = one()
    b = one()
    return a + b


def one():
    return 1


def generator():
    x = yield 1
    y = yield 2
    return 3


def uses_generator():
    for x in generator():
        pass


def with_block():
    with Manager():
        x = 1
    return x


class Manager:
    def __enter__(self):
        return self

    def __exit__(self, *args):
        return False


def handler():
    try:
        x = [][0]
    except IndexError:
        x = 1
    else:
        x = 2
    finally:
        y = 1
    return x


def definitions():
    def inner(a=1):
        return a

    class Class:
        x = 1

    return inner()


def matches(x=(1, 2)):
    match x:
        case 1:
            return "one"
        case (a, b):
            return a


def comprehension():
    a = [x for x in range(3)]
    return sum(x for x in a)


def boolean(a=1, b=0):
    if a and b:
        return 1
    if a or b:
        return 2


def one_line_if(x=1):
    if x: y = 1
    return y


def asserts():
    assert True
    x = 1
    return x


def deletes():
    x = 1
    del x
    global Nothing
    import sys
    pass
    return None


r = Recorder(straight.__code__.co_filename)
for function in (
    straight, for_loop, while_loop, breaks, conditions, nested, calls, uses_generator, with_block, handler,
    definitions, matches, comprehension, boolean, one_line_if, asserts, deletes,
):
    r.record(function, E.LINE)
