# size: 330
# count: 14
# The Mandelbrot set with complex numbers and with pairs of floats.
import sys


def complex_pixel(c, limit):
    z = 0j
    for i in range(limit):
        if abs(z) > 2:
            return i
        z = z * z + c
    return limit


def float_pixel(a, b, limit):
    x = y = 0.0
    for i in range(limit):
        xx = x * x
        yy = y * y
        if xx + yy > 4.0:
            return i
        y = 2 * x * y + b
        x = xx - yy + a
    return limit


def main(n):
    checksum = 0
    for row in range(n):
        b = row * 2.4 / n - 1.2
        for column in range(n):
            a = column * 3.0 / n - 2.1
            fast = float_pixel(a, b, 100)
            if row % 3 == 0:
                checksum += complex_pixel(complex(a, b), 100)
            checksum = (checksum * 5 + fast) % 999983
    print(checksum)


main(int(sys.argv[1]) if len(sys.argv) > 1 else 330)
