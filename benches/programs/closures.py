# size: 1000000
# count: 3000
# Closures, nonlocal variables, lambdas, higher-order functions, calls with many forms of arguments.
import sys


def make_counter(start):
    count = start

    def step(by=1):
        nonlocal count
        count += by
        return count

    return step


def compose(*functions):
    def composed(x):
        for function in functions:
            x = function(x)
        return x

    return composed


def spread(*args, **keywords):
    return len(args) + len(keywords)


def main(n):
    step = make_counter(5)
    chain = compose(lambda x: x + 1, lambda x: x * 2, lambda x: x % 1001)
    total = 0
    for turn in range(n):
        total += step(turn & 3)
        total ^= chain(turn)
    arguments = (1, 2, 3)
    for turn in range(n // 4):
        total += spread(*arguments, turn, key=turn)
    total += sum(map(lambda pair: pair[0] * pair[1], zip(range(n), range(n))))
    print(total, len(sorted(range(n // 4), key=lambda x: -x % 7)))


main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000000)
