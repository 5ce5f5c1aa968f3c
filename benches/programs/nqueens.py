# size: 9
# count: 5
# Queens on a board: a recursive generator of permutations, sets of diagonals.
import sys


def permutations(items):
    if not items:
        yield ()
        return
    for i in range(len(items)):
        for rest in permutations(items[:i] + items[i + 1 :]):
            yield (items[i],) + rest


def attack_free(rows):
    n = len(rows)
    falling = {row - column for column, row in enumerate(rows)}
    if len(falling) < n:
        return False
    return len(set(row + column for column, row in enumerate(rows))) == n


def main(n):
    total = 0
    checksum = 0
    for rows in permutations(tuple(range(n))):
        if attack_free(rows):
            total += 1
            for row in rows:
                checksum = (checksum * 10 + row) % 999983
    print(total, checksum)


main(int(sys.argv[1]) if len(sys.argv) > 1 else 9)
