# An exception that is thrown into a generator that has not begun is raised where its function is defined.


def lines(error):
    found = []
    entry = error.__traceback__
    while entry is not None:
        found.append((entry.tb_frame.f_code.co_name, entry.tb_lineno - first))
        entry = entry.tb_next
    return found


def plain():
    try:
        yield 1
    finally:
        print('never')


async def coroutine():
    print('never')


def throw(function, error):
    thing = function()
    try:
        thing.throw(error)
    except BaseException as caught:
        print(repr(caught), lines(caught), repr(caught.__cause__), repr(caught.__context__))
    try:
        print(thing.send(None))
    except BaseException as caught:
        print(repr(caught))


first = throw.__code__.co_firstlineno
throw(plain, ValueError(1))
throw(plain, ValueError)
throw(plain, StopIteration(2))
throw(plain, GeneratorExit)
throw(coroutine, KeyError(3))
throw(coroutine, StopIteration(4))

thing = plain()
thing.close()
print(next(thing, 'closed'))
thing = coroutine()
thing.close()
try:
    thing.send(None)
except RuntimeError as error:
    print(error)
