# The line of an unbound variable is that of the statement that reads it.


def lines(error):
    found = []
    entry = error.__traceback__
    while entry is not None:
        found.append(entry.tb_lineno - entry.tb_frame.f_code.co_firstlineno)
        entry = entry.tb_next
    return found[1:]


def first_statement(a,
                    b=1):
    n += 1


def after_another(a):
    try:
        pass
    except ValueError:
        pass
    n -= 1


def in_the_middle(a):
    for n in []:
        pass
    a = [1,
         n,
         3]


def returned(a):
    if not a:
        n = 1
    return n


async def asynchronous(a):

    n += a


for function in first_statement, after_another, in_the_middle, returned:
    try:
        function(1)
    except UnboundLocalError as error:
        print(function.__name__, lines(error))
try:
    asynchronous(1).send(None)
except UnboundLocalError as error:
    print(lines(error))
