# size: 300000
# count: 1500
# Raising and catching, finally, with, StopIteration, exceptions through several frames.
import sys


class Odd(Exception):
    def __init__(self, number):
        super().__init__(number)
        self.number = number


class Guard:
    def __init__(self):
        self.entered = 0
        self.failed = 0

    def __enter__(self):
        self.entered += 1
        return self

    def __exit__(self, kind, value, traceback):
        self.failed += kind is not None
        return True


def check(number):
    if number & 1:
        raise Odd(number)
    return number


def deep(number, depth):
    if depth:
        return deep(number, depth - 1)
    return check(number)


def main(n):
    total = 0
    guard = Guard()
    for turn in range(n):
        try:
            total += check(turn)
        except Odd as error:
            total -= error.number
        finally:
            total += 1
        with guard:
            deep(turn, 3)
    table = {1: 2}
    for turn in range(n):
        try:
            total += table[turn & 1]
        except KeyError:
            total += 1
        try:
            int("x" if turn & 3 == 0 else "5")
        except (TypeError, ValueError):
            total += 2
    print(total, guard.entered, guard.failed)


main(int(sys.argv[1]) if len(sys.argv) > 1 else 300000)
