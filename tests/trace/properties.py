# Properties, descriptors and other hidden calls.
from _events import traced


class Descriptor:
    def __get__(self, instance, owner):
        return 1

    def __set__(self, instance, value):
        instance.kept = value


class Object:
    d = Descriptor()

    @property
    def p(self):
        return 2

    @p.setter
    def p(self, value):
        self.kept = value

    @p.deleter
    def p(self):
        self.kept = None

    def __getattr__(self, name):
        if name == "missing":
            raise AttributeError(name)
        return name

    @staticmethod
    def s(x):
        return x

    @classmethod
    def c(cls):
        return cls.__name__


def use():
    o = Object()
    a = o.d + o.p
    o.d = 3
    o.p = 4
    o.p += 1
    del o.p
    b = o.anything
    c = hasattr(o, "missing")
    d = o.s(1), o.c(), Object.s(2)
    return a, b, c, d


traced(use)
