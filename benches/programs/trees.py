# size: 16
# count: 6
# Binary trees that live and die: work for the garbage collector.
import sys


class Node:
    __slots__ = ("left", "right")

    def __init__(self, left, right):
        self.left = left
        self.right = right

    def count(self):
        if self.left is None:
            return 1
        return 1 + self.left.count() + self.right.count()


def build(depth):
    if depth == 0:
        return Node(None, None)
    return Node(build(depth - 1), build(depth - 1))


def pairs(depth):
    return (pairs(depth - 1), pairs(depth - 1)) if depth else ()


def depth_of(pair):
    return 1 + max(map(depth_of, pair)) if pair else 0


def main(n):
    lasting = build(n)
    for depth in range(4, n + 1, 4):
        rounds = 1 << (n - depth + 2)
        total = 0
        for _ in range(rounds):
            total += build(depth).count()
        print(depth, rounds, total)
    cycle = []
    for _ in range(1 << n):
        cycle = [cycle, {}, ""] if len(cycle) < 3 else []
        cycle.append(cycle)
    print(lasting.count(), depth_of(pairs(n)))


main(int(sys.argv[1]) if len(sys.argv) > 1 else 16)
