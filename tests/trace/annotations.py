# Annotations of functions and variables.
from _events import traced, traced_code


def note(n):
    return n


def annotated():
    def f(a: note(1),
          b: note(2) = 3,
          *c: note(4)) -> note(
              5):
        x: int = a
        y: note(6)
        z: note(
            7) = x
        return z
    return f(1), sorted(f.__annotations__.items())


traced(annotated)
traced_code("""
def note(n):
    return n
a: int = 1
b: note(2)
c: note(
    3) = 4
class C:
    d: note(5) = 6
    e: note(7)
""")
