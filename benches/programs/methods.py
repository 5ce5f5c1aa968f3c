# size: 1400000
# count: 4000
# Calls of methods: plain, inherited, through super(), static, class methods, with keywords.
import sys


class Counter:
    def __init__(self):
        self.value = 0

    def step(self):
        self.value += 1

    def add(self, amount, twice=False):
        self.value += amount * 2 if twice else amount
        return self.value

    @staticmethod
    def double(x):
        return x + x

    @classmethod
    def name(cls):
        return cls.__name__


class Loud(Counter):
    def step(self):
        super().step()

    def __call__(self, x):
        return self.value + x


def main(n):
    counter = Counter()
    loud = Loud()
    total = 0
    bound = counter.add
    for turn in range(n):
        counter.step()
        bound(2)
        counter.add(1, twice=True)
        total += counter.double(turn) & 15
    for turn in range(n // 4):
        loud.step()
        total += loud(turn) & 7
        total += len(loud.name())
    print(counter.value, loud.value, total)


main(int(sys.argv[1]) if len(sys.argv) > 1 else 1400000)
