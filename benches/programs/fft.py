# size: 14
# count: 6
# Fast Fourier transform of complex lists, forwards and backwards.
import cmath
import math
import sys


def transform(values, inverse):
    n = len(values)
    result = values[:]
    j = 0
    for i in range(1, n):
        bit = n >> 1
        while j & bit:
            j ^= bit
            bit >>= 1
        j ^= bit
        if i < j:
            result[i], result[j] = result[j], result[i]
    length = 2
    while length <= n:
        angle = 2 * math.pi / length * (-1 if inverse else 1)
        step = cmath.exp(complex(0, angle))
        half = length // 2
        for start in range(0, n, length):
            weight = 1 + 0j
            for k in range(start, start + half):
                even = result[k]
                odd = result[k + half] * weight
                result[k] = even + odd
                result[k + half] = even - odd
                weight *= step
        length *= 2
    if inverse:
        result = [value / n for value in result]
    return result


def main(bits):
    n = 1 << bits
    state = 1
    values = []
    for _ in range(n):
        state = (state * 16807) % 2147483647
        values.append(complex(state / 2147483647, 0))
    total = 0.0
    for _ in range(6):
        spectrum = transform(values, False)
        back = transform(spectrum, True)
        total = max(abs(one - other) for one, other in zip(values, back))
    print(n, total < 1e-9, round(abs(spectrum[0]), 6), round(spectrum[1].real, 6))


main(int(sys.argv[1]) if len(sys.argv) > 1 else 14)
