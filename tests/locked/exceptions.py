# Exceptions while the heap is locked: from a reserve, with a traceback as long as that lasts
import io
import micropython
import sys


def text_of(error):
    stream = io.StringIO()
    sys.print_exception(error, stream)
    return [line.strip() for line in stream.getvalue().split('\n') if 'File' not in line]


def locked(action):
    micropython.heap_lock()
    try:
        action()
    except Exception as e:
        return e
    finally:
        micropython.heap_unlock()


def with_argument():
    raise ValueError(1)


def deep(n):
    if n:
        deep(n - 1)
    else:
        raise KeyError('deep')


def unknown():
    return nothing_of_this_name


print(text_of(locked(with_argument)), locked(with_argument).args)
print(text_of(locked(unknown)))

# A long message is left out, unless memory was set aside for it.
name = 'n' * 150
def long_message():
    getattr(0, name)
print(type(locked(long_message)).__name__, len(str(locked(long_message))))
micropython.alloc_emergency_exception_buf(230)
print(type(locked(long_message)).__name__, len(str(locked(long_message))))

# A traceback may be shorter, but the exception is the right one.
def entries(error):
    n = 0
    traceback = error.__traceback__
    while traceback:
        n += 1
        traceback = traceback.tb_next
    return n
error = locked(lambda: deep(3))
print(repr(error), entries(error))
error = locked(lambda: deep(200))
print(repr(error), 10 < entries(error) < 100, error.__traceback__.tb_frame)

# Exceptions that are kept use the reserve up; then there is the MemoryError that needs none.
kept = [None] * 200
def keep_all():
    for index in range(200):
        try:
            raise ValueError
        except ValueError as e:
            kept[index] = e
error = locked(keep_all)
count = 200 - kept.count(None)
print(repr(error), 0 < count < 200, len({id(e) for e in kept if e}) == count)
print(all(type(e) is ValueError for e in kept[:count]))
# Those that are not kept come back.
kept = [None] * 200
def drop_all():
    for index in range(2000):
        try:
            raise ValueError
        except ValueError as e:
            kept[0] = e
print(locked(drop_all), type(kept[0]))
print(locked(keep_all) is not None, kept[0] is not kept[1])

# Nested handlers, and what a handler raises
def nested():
    try:
        try:
            raise KeyError
        except KeyError:
            try:
                raise IndexError
            except IndexError:
                pass
            raise
    except KeyError as first:
        raise RuntimeError from first
error = locked(nested)
print(repr(error), repr(error.__cause__), error.__context__ is error.__cause__)
