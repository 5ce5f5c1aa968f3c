# size: 3000000
# count: 5000
# Reading and writing attributes of instances, of classes through instances, and through properties.
import sys


class Base:
    scale = 3

    def __init__(self):
        self.a = 1
        self.b = 2
        self.c = 0


class Derived(Base):
    offset = 7

    def __init__(self):
        super().__init__()
        self.d = 4

    @property
    def total(self):
        return self.a + self.b


class Slotted:
    __slots__ = ("left", "right")

    def __init__(self):
        self.left = 1
        self.right = 2


def main(n):
    one = Derived()
    two = Base()
    slotted = Slotted()
    for turn in range(n):
        one.a = two.b + turn
        one.b = one.d
        two.b = one.scale + one.offset
        two.c += one.a & 7
        slotted.left, slotted.right = slotted.right, one.b
    for turn in range(n // 5):
        two.c += one.total & 3
    print(one.a, one.b, two.b, two.c, slotted.left)


main(int(sys.argv[1]) if len(sys.argv) > 1 else 3000000)
