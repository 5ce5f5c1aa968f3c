import gc
import weakref


class Thing:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return "<" + self.name + ">"


def make(name):
    return Thing(name)


# A reference does not keep its object alive.
thing = make("first")
reference = weakref.ref(thing)
print(reference() is thing, reference(), type(reference) is weakref.ref)
print(reference.__callback__)
gc.collect()
print(reference())
thing = None
gc.collect()
print(reference())

# A callback is called once, with the reference, when the object is gone already.
thing = make("second")
reference = weakref.ref(thing, lambda dead: print("gone", dead is reference, dead()))
print(callable(reference.__callback__))
thing = None
gc.collect()
gc.collect()
print(reference(), reference.__callback__)

# Nobody is called if the reference is gone first.
thing = make("third")
reference = weakref.ref(thing, lambda dead: print("never"))
reference = None
gc.collect()
thing = None
gc.collect()

# Equality is that of the objects while they are there.
a, b = make("a"), make("b")
one, two, other = weakref.ref(a), weakref.ref(a), weakref.ref(b)
print(one == two, one == other, one != other, hash(one) == hash(a))
kept = {one: "value"}
print(kept[two])
a = None
gc.collect()
print(one == one, one == other, one() is None)

# Functions, classes and instances can be referred to; numbers and strs cannot.
print(weakref.ref(make)() is make, weakref.ref(Thing)() is Thing)
for value in 1, "text", (1, 2), None:
    try:
        weakref.ref(value)
    except TypeError as error:
        print(error)

# Many of them, so that places are used again.
things = [make(str(number)) for number in range(100)]
references = [weakref.ref(thing) for thing in things]
del things[::2]
thing = None
gc.collect()
print(sum(reference() is not None for reference in references))
references = references[1::2]
more = [weakref.ref(thing) for thing in things for _ in range(3)]
print(len(more), all(reference() is not None for reference in references + more))
