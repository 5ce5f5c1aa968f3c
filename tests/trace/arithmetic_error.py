# Errors in expressions over several lines.
from _events import traced


def divide(a, b):
    return (a
            /
            b)


def call(f, a):
    return f(
        a,
        a.missing,
    )


def index(a):
    return (a
            [0]
            ["x"])


def errors():
    for function, arguments in (divide, (1, 0)), (call, (len, 1)), (index, ([{}],)):
        try:
            function(*arguments)
        except (ArithmeticError, LookupError, AttributeError) as error:
            x = type(error).__name__


traced(errors)
