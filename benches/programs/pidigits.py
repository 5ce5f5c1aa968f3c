# size: 3500
# count: 70
# Digits of pi by a spigot: big integers.
import sys


def digits():
    q, r, t, k, n, l = 1, 0, 1, 1, 3, 3
    while True:
        if 4 * q + r - t < n * t:
            yield n
            q, r, n = 10 * q, 10 * (r - n * t), 10 * (3 * q + r) // t - 10 * n
        else:
            q, r, t, k, n, l = (
                q * k,
                (2 * q + r) * l,
                t * l,
                k + 1,
                (q * (7 * k + 2) + r * l) // (t * l),
                l + 2,
            )


def main(n):
    line = ""
    checksum = 0
    for index, digit in zip(range(n), digits()):
        line += str(digit)
        if len(line) == 10:
            checksum = (checksum * 7 + int(line)) % 1000000007
            last = line
            line = ""
    print(checksum, last, line)


main(int(sys.argv[1]) if len(sys.argv) > 1 else 3500)
