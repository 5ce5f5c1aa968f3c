# Frames that are kept after their end, with those that called them.
import sys


def chain(frame):
    names = []
    while frame is not None:
        names.append((frame.f_code.co_name, frame.f_lineno - frame.f_code.co_firstlineno))
        frame = frame.f_back
    return names[:-1]


def fails():
    value = "of fails"
    1 / 0


def between():
    value = "of between"
    fails()


def generate():
    value = "of generate"
    yield 1
    between()


def delegate():
    yield from generate()


def handles():
    try:
        for x in delegate():
            pass
    except ZeroDivisionError as error:
        traceback = error.__traceback__
        frames = []
        while traceback:
            frames.append(traceback.tb_frame)
            traceback = traceback.tb_next
        return frames


for frame in handles():
    print(chain(frame), frame.f_locals.get("value"))


def gives():
    value = 1
    frame = sys._getframe()
    value = 2
    return frame


frame = gives()
print(frame.f_locals["value"], frame.f_lineno - frame.f_code.co_firstlineno, frame.f_back is sys._getframe())
frame.clear()
print(dict(frame.f_locals))


def suspended():
    value = 1
    try:
        yield sys._getframe()
        value = 2
        yield value
    finally:
        value = 3


generator = suspended()
frame = next(generator)
print(frame is generator.gi_frame, frame.f_back, frame.f_locals["value"])
next(generator)
print(frame.f_locals["value"], frame.f_lineno - frame.f_code.co_firstlineno)
generator.close()
print(generator.gi_frame, frame.f_locals["value"], frame.f_back)

generator = suspended()
frame = next(generator)
frame.clear()
print(generator.gi_frame, list(generator))

generator = suspended()
next(generator)
frame = generator.gi_frame
try:
    generator.throw(KeyError("thrown"))
except KeyError as error:
    print(error.__traceback__.tb_next.tb_frame is frame, frame.f_locals["value"])


def stubborn():
    while True:
        try:
            yield
        except GeneratorExit:
            pass


generator = stubborn()
next(generator)


def throws_in():
    def inner():
        try:
            yield 1
        except ValueError:
            frame = sys._getframe()
            yield chain(frame)

    def outer():
        yield from inner()

    generator = outer()
    next(generator)
    return generator.throw(ValueError)


print(throws_in())


def running():
    try:
        sys._getframe().clear()
    except RuntimeError as error:
        print(error)
    try:
        generator = None

        def clears():
            generator.gi_frame.clear()
            yield

        generator = clears()
        next(generator)
    except RuntimeError as error:
        print(error)


running()


class Constructed:
    def __init__(self):
        self.frame = sys._getframe()
        self.back = chain(self.frame)


def constructs():
    return Constructed()


thing = constructs()
print(thing.back, chain(thing.frame), thing.frame.f_locals["self"] is thing)


class Wrong:
    def __init__(self):
        yield


try:
    Wrong()
except TypeError as error:
    print(error, error.__traceback__.tb_next)
