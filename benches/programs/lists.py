# size: 250000
# count: 700
# Lists: append, index, slices, comprehensions, sort, a sieve, a matrix product.
import sys


def sieve(n):
    flags = [True] * n
    flags[0:2] = [False, False]
    for i in range(2, int(n**0.5) + 1):
        if flags[i]:
            flags[i * i :: i] = [False] * len(range(i * i, n, i))
    return [i for i, flag in enumerate(flags) if flag]


def product(left, right):
    columns = list(zip(*right))
    return [[sum(a * b for a, b in zip(row, column)) for column in columns] for row in left]


def bubble(items):
    items = items[:]
    for end in range(len(items) - 1, 0, -1):
        for i in range(end):
            if items[i] > items[i + 1]:
                items[i], items[i + 1] = items[i + 1], items[i]
    return items


def main(n):
    primes = sieve(n * 8)
    values = []
    state = 17
    for _ in range(n):
        state = (state * 48271) % 2147483647
        values.append(state % 1000)
    ordered = sorted(values)
    values.sort(key=lambda value: (value % 10, value), reverse=True)
    stack = []
    for value in values:
        stack.append(value)
        if len(stack) > 50:
            stack.pop()
            stack.pop()
    size = max(8, n // 1500)
    matrix = [[(i * j) % 10 for j in range(size)] for i in range(size)]
    square = product(matrix, matrix)
    few = bubble(values[: max(30, n // 150)])
    backwards = ordered[::-1]
    backwards.extend(few)
    print(len(primes), primes[-1], ordered[n // 2], values[:3], len(stack))
    print(square[3][5], few[7], len(backwards), backwards.index(few[0]), backwards.count(500))


main(int(sys.argv[1]) if len(sys.argv) > 1 else 250000)
