# size: 9
# count: 6
# Pancake flipping over all permutations: list slices, indexing, swaps.
import sys


def main(n):
    first = list(range(n))
    counts = [0] * n
    checksum = 0
    longest = 0
    sign = 1
    ring = n
    permutation = first[:]
    while True:
        head = permutation[0]
        if head:
            stack = permutation[:]
            flips = 0
            while head:
                stack[: head + 1] = stack[head::-1]
                flips += 1
                head = stack[0]
            if flips > longest:
                longest = flips
            checksum += sign * flips
        if sign == 1:
            permutation[0], permutation[1] = permutation[1], permutation[0]
            sign = -1
            continue
        permutation[1], permutation[2] = permutation[2], permutation[1]
        sign = 1
        i = 2
        while counts[i] >= i:
            counts[i] = 0
            i += 1
            if i == n:
                print(checksum, longest)
                return
            moved = permutation.pop(0)
            permutation.insert(i, moved)
        counts[i] += 1


main(int(sys.argv[1]) if len(sys.argv) > 1 else 9)
