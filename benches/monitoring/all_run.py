# A program of which every line runs: loops, functions, methods, generators, exceptions, with.
import sys


class Counter:
    def __init__(self, limit):
        self.limit = limit
        self.count = 0

    def step(self):
        self.count += 1
        if self.count == self.limit:
            self.count = 0
        return self.count

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        return True


def numbers(n):
    for i in range(n):
        yield i * 2


def collatz(n):
    steps = 0
    while n != 1:
        if n % 2:
            n = 3 * n + 1
        else:
            n //= 2
        steps += 1
    return steps


def fibonacci(n):
    if n < 2:
        return n
    return fibonacci(n - 1) + fibonacci(n - 2)


def parse(text):
    try:
        return int(text)
    except ValueError:
        return -1


def main(n):
    counter = Counter(7)
    total = 0
    for i in range(1, n):
        total += counter.step() + collatz(i)
    for even in numbers(n):
        total += even
    for text in ["12", "x", "3"] * n:
        total += parse(text)
    with counter:
        total += fibonacci(14)
        raise KeyError(total)
    print(total)


main(int(sys.argv[1]) if len(sys.argv) > 1 else 60)
