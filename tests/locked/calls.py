# What works while the heap is locked, and what does not
import array
import gc
import micropython
import sys


class A:
    kind = 1

    def __init__(self):
        self.value = 1

    def method(self, x=2):
        return x

    @classmethod
    def make(cls):
        return cls.kind

    @staticmethod
    def plain():
        return 4

    @property
    def half(self):
        return self.value

    def __enter__(self):
        return self

    def __exit__(self, kind, value, traceback):
        return kind is not None

    def __call__(self, x):
        return x

    def __iter__(self):
        return self

    def __next__(self):
        raise StopIteration


class B(A):
    kind = 5

    def method(self, x=2):
        return super().method(x) + 1

    @classmethod
    def make(cls):
        return super().make() + 1


class Meta(type):
    def make(cls):
        return 'meta'


class C(metaclass=Meta):
    @classmethod
    def make(cls):
        return 'own'

    @classmethod
    def other(cls):
        return cls.__name__


def three(a, b=2, *, c=3):
    return a + b + c


def add(a, b, c):
    return a + b * 2 + c * 3


def numbers():
    n = 0
    while True:
        try:
            n += (yield n) or 1
        except ValueError:
            n = 100


def through(source):
    yield from source


def counter():
    n = 0

    def step():
        nonlocal n
        n += 1
        return n

    return step


def total(items):
    n = 0
    for item in items:
        n += item
    return n


def last(items):
    item = None
    for item in items:
        pass
    return item


def caught(action, kinds):
    try:
        action()
    except kinds as e:
        return type(e).__name__


class Own(Exception):
    pass


def fail(x):
    raise x


def again():
    try:
        raise Own
    except Own:
        raise


def other_error():
    try:
        raise Own
    except Own:
        raise KeyError


def context():
    try:
        other_error()
    except KeyError as e:
        return type(e.__context__).__name__


def cleanup():
    try:
        try:
            fail(KeyError)
        finally:
            store[0] = 1
    except KeyError:
        return store[0]


def manager():
    with a as entered:
        fail(Own)
    return entered is a


def assign():
    a.value = 3
    store[0] = a.value
    store[-1] += 1
    things[1] = 5
    global known
    known = things[1] + store[0]
    return known


def unpack():
    x, y, z = triple
    x, y = y, x
    return x * 100 + y * 10 + z


def slices():
    data[1:3] = b'xy'
    view[3:5] = b'zw'
    return data == b'0xyzw5'


a = A()
b = B()
bound = b.method
made = B.make
numbers_of = numbers()
next(numbers_of)
outer = through(numbers())
next(outer)
step = counter()
triple = (1, 2, 3)
five = range(5)
pair = (2, 3)
store = [0, 7]
things = {1: 2, 3: 4}
known = 0
data = bytearray(b'012345')
view = memoryview(data)
words = array.array('i', [1, 2, 3])
half = 1.5
stored = Own('stored')
yes = 'yes'
builtin_errors = (ArithmeticError, LookupError, TypeError, NameError, AttributeError, AssertionError)

must_work = [
    lambda: three(1) + three(1, c=1) + three(b=1, a=1) == 15,
    lambda: add(*triple) == 14,
    lambda: add(*store_three) == 20,
    lambda: a.method() + b.method() + b.method(x=5) + bound(1) == 13,
    lambda: A.make() + B.make() + b.make() + made() == 19,
    lambda: C.make() == 'own' and C.other() == 'C',
    lambda: A.plain() + a.plain() + a.half + a(3) == 12,
    lambda: next(numbers_of) + numbers_of.send(5) == 7,
    lambda: numbers_of.throw(stored_value) == 100,
    lambda: next(outer) == 1,
    lambda: step() == 1 and step() == 2,
    lambda: half * 2.0 + 1 == 4.0 and half < 2 and 7 / 2 == 3.5 and int(half) == 1,
    lambda: -7 // 2 == -4 and -7 % 3 == 2 and 1 << 4 == 16 and 5 & 3 == 1 and ~5 == -6,
    lambda: total(five) + total(triple) + total(things) + total(words) + total(data) > 200,
    lambda: last('abc') == 'c' and last(b'abc') == 99 and last(frozen) == 1 and last(a) is None,
    lambda: min(1, 2) + abs(-3) + len(triple) + ord('a') == 104 and chr(97) == 'a',
    lambda: isinstance(a, A) and hasattr(a, 'value') and not hasattr(a, 'nothing'),
    lambda: getattr(a, 'value') == 1 and getattr(a, 'nothing', 5) == 5,
    lambda: things.get(1) == 2 and 3 in things and 9 not in things and 'e' in yes,
    lambda: caught(lambda_of_zero, builtin_errors) == 'ZeroDivisionError',
    lambda: caught(lambda_of_key, builtin_errors) == 'KeyError',
    lambda: caught(lambda_of_index, builtin_errors) == 'IndexError',
    lambda: caught(lambda_of_type, builtin_errors) == 'TypeError',
    lambda: caught(lambda_of_name, builtin_errors) == 'NameError',
    lambda: caught(lambda_of_attribute, builtin_errors) == 'AttributeError',
    lambda: caught(lambda_of_assert, builtin_errors) == 'AssertionError',
    lambda: caught(again, Own) == 'Own' and caught(lambda_of_stored, Own) == 'Own',
    lambda: context() == 'Own' and cleanup() == 1 and manager(),
    lambda: assign() == 8 and unpack() == 213 and slices(),
    lambda: all(triple) and any(triple) and sum(triple) == 6 and max(triple) == 3,
    lambda: int.from_bytes(b'12', 'little') == 12849,
    lambda: micropython.heap_locked() == 1,
]
store_three = [1, 5, 3]
stored_value = ValueError('stored')
frozen = frozenset([1])
lambda_of_zero = lambda: 1 // 0
lambda_of_key = lambda: things[99]
lambda_of_index = lambda: store[99]
lambda_of_type = lambda: 1 + yes
lambda_of_name = lambda: nothing
lambda_of_attribute = lambda: a.nothing
lambda_of_stored = lambda: fail(stored)


def lambda_of_assert():
    assert False


def run_locked(action):
    micropython.heap_lock()
    try:
        return action()
    except MemoryError:
        return 'MemoryError'
    finally:
        micropython.heap_unlock()


for index, action in enumerate(must_work):
    if action is must_work[0]:
        gc.collect()
    result = run_locked(action)
    if result is not True:
        print(index, result)

# The same many times: the reserve does not run out.
def many():
    n = 0
    for i in range(400):
        n += b.method() + B.make() + cleanup() + add(*triple)
        for x in b'ab':
            n += x
        if caught(again, Own) == 'Own':
            n += 1
    return n


stored.__traceback__ = stored_value.__traceback__ = None
gc.collect()
micropython.heap_lock()
before = gc.mem_alloc()
result = many()
after = gc.mem_alloc()
micropython.heap_unlock()
print(result == 400 * (3 + 6 + 1 + 14 + 97 + 98 + 1), after - before)

# What needs a new object that stays is refused.
must_fail = [
    lambda: [1, known],
    lambda: (known, 2),
    lambda: {1: known},
    lambda: {known},
    lambda: A(),
    lambda: numbers(),
    lambda: counter(),
    lambda: lambda: known,
    lambda: b.method,
    lambda: yes + yes,
    lambda: f'{known}!',
    lambda: 1 << 100,
    lambda: bytes(known),
    lambda: setattr(a, 'another', 1),
    lambda: store.extend(range(1000)),
    lambda: [x for x in triple],
    lambda: slice(1, 2),
    lambda: data[1:3],
]
print([index for index, action in enumerate(must_fail) if run_locked(action) != 'MemoryError'])
micropython.heap_lock()
print(micropython.heap_lock(), micropython.heap_unlock(), micropython.heap_locked(), micropython.heap_unlock())
print(len([1, 2]), micropython.heap_locked())
