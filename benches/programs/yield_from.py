# size: 25000
# count: 12
# Chains of generators that delegate.
import sys


def leaf(n):
    total = 0
    for i in range(n):
        received = yield i
        if received is not None:
            total += received
    return total


def delegate(depth, n):
    if depth == 0:
        return (yield from leaf(n))
    return (yield from delegate(depth - 1, n)) + 1


def tree(low, high):
    if low < high:
        middle = (low + high) // 2
        yield from tree(low, middle)
        yield middle
        yield from tree(middle + 1, high)


def main(n):
    checksum = 0
    for turn in range(n // 20):
        generator = delegate(20, 100)
        value = next(generator)
        try:
            while True:
                checksum = (checksum + value) % 99991
                value = generator.send(value)
        except StopIteration as stop:
            checksum += stop.value
    for value in tree(0, n * 8):
        checksum = (checksum * 3 + value) % 99991
    print(checksum)


main(int(sys.argv[1]) if len(sys.argv) > 1 else 25000)
