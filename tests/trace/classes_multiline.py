# Class statements over several lines.
from _events import traced


class Meta(type):
    def __new__(meta, name, bases, space, **keywords):
        return super().__new__(meta, name, bases, space)

    def __init__(cls, name, bases, space, **keywords):
        super().__init__(name, bases, space)

    @classmethod
    def __prepare__(meta, name, bases, **keywords):
        return {"prepared": 1}


def base():
    return object


def define():
    class A(
        base(),
        metaclass=Meta,
        option=
        1,
    ):
        kept = prepared

    class B(A,
            option=2): x = 1

    class C(*[A]):
        pass

    class D(
        A,
        **{"option": 3}
    ):
        def __init_subclass__(cls):
            cls.seen = True

    class E(D):
        pass

    return A.kept, B.x, E.seen


traced(define)
