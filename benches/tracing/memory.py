# Prints the bytes that a hundred thousand calls, resumptions and method calls allocate while nobody traces.
import gc


class Counter:
    def __init__(self):
        self.total = 0

    def add(self, number):
        self.total += number & 1
        return self.total


def inner(number):
    return number


def outer(number):
    return inner(number) + inner(1)


def endless():
    number = 0
    while True:
        number = (number + 1) & 1023
        yield number


def main(times):
    counter = Counter()
    numbers = endless()
    next(numbers)
    gc.collect()
    gc.disable()
    before = gc.mem_alloc()
    for turn in range(times):
        outer(turn)
        counter.add(turn)
    for turn in numbers:
        times -= 1
        if times <= 0:
            break
    after = gc.mem_alloc()
    print(after - before)


main(100000)
