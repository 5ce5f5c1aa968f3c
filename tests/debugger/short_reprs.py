# reprlib: what is long is shortened.
import reprlib

values = [
    list(range(20)),
    tuple(range(3)),
    (1,),
    (),
    [],
    "x" * 100,
    "a'b" * 5,
    "a'b" * 50,
    {number: number for number in range(9)},
    {2: "b", 1: "a"},
    {},
    {3, 1, 2},
    set(range(10)),
    set(),
    frozenset([1]),
    frozenset(),
    10**60,
    -(7**60),
    12345,
    1.5,
    None,
    [[[[[[[[1]]]]]]]],
    {1: [1, 2, 3, {}]},
    b"x" * 50,
    [1, "y" * 40, {"k": [None] * 9}],
]
for value in values:
    print(reprlib.repr(value))


class Loud:
    def __repr__(self):
        return "Loud(" + "o" * 40 + ")"


print(reprlib.repr(Loud()))

short = reprlib.Repr()
short.maxlist = 2
short.maxstring = 10
short.maxother = 12
short.maxlevel = 1
print(short.repr([1, 2, 3]), short.repr("abcdefghijklmnop"), short.repr(Loud()), short.repr([[1], [2]]))
print(short.repr1([[[1]]], 2))


class Numbered(reprlib.Repr):
    def repr_int(self, x, level):
        return "#%d" % x


print(Numbered().repr([1, (2, {3: 4})]))


class Node(list):
    @reprlib.recursive_repr()
    def __repr__(self):
        return "<" + ", ".join(map(repr, self)) + ">"


node = Node([1, 2])
node.append(node)
print(node)
print(Node.__repr__.__name__)
