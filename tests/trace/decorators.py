# Decorators of functions and classes.
from _events import traced


def plain(function):
    return function


def factory(*arguments):
    def decorate(function):
        return function
    return decorate


def decorated():
    @plain
    def a():
        return 1

    @plain
    @factory(1)
    @factory(
        2,
        3,
    )
    def b(x=
          plain(4)):
        return 2

    @factory("class")
    @plain
    class C:
        def m(self):
            return 3

    return a(), b(), C().m()


traced(decorated)
