# floats: 32
# oracle: expected
# Floats of 32 bits: literals, text, conversions, arithmetic, constants of images.
import array, cmath, math, struct, sys, time

# Literals and text are rounded once.
print(0.1, 1 / 3, 16777217.0, 1e39, 1e-46, 1e-45, 3.4028235e38, 8388609.5, 1_0.5)
print(float("1e39"), float("-1e39"), float("1.17549435e-38"), float("0.1") == 0.1)
# Just above the middle of two floats, but at the middle as a float of 64 bits.
print(float("1.000000059604644775390626"), float("1.000000059604644775390625"))

# Ints become the nearest float, half to even.
print(float(2**24 + 1), float(2**24 + 3), float(2**60 + 2**36 + 1), float(2**60 + 2**36), float(-(2**63)))
print(float(2**100 + 2**76 + 1) == 2.0**100 + 2.0**77, (2**25 + 3) / 1, 10**38 / 10**38, (2**64 + 1) / 2**64)
try:
    float(2**128)
except OverflowError as error:
    print(error)
print(int(1e20), int(-1.5), round(2.5), round(0.15, 1), round(1e10, -9), 2**24 + 1 == 2.0**24, 2**24 == 2.0**24)
print(hash(2.0**100) == hash(2**100), hash(0.5) == hash(1 / 2), hash(1.0))

# Arithmetic at the ends of the range of immediates, which is 2**-31 to 2**33.
for exponent in (-149, -127, -126, -32, -31, -30, 31, 32, 33, 34, 127):
    x = 2.0**exponent
    print(exponent, x, -x, x * 1.5, x / x, x - x, x + x > x, math.frexp(x), math.ldexp(1.0, exponent) == x)
print(0.0, -0.0, 0.0 * -1, 1.5 - 1.5, [0.0] == [-0.0])
print(7.5 // 2, -7.5 % 2, divmod(-7.5, 2.0), 2.0**0.5, 2.0**-149, 1e38 * 10, 5.5 % -2)
print(sum([0.1] * 10), math.fsum([0.1] * 10), min(0.5, 1), sorted([1e30, -1e-30, 2.5, -1e30, 0.0, -2.5]))

# Text.
print("%.3f %.7g %e %.0f" % (1.1, 1e28, 0.1, 1e19), f"{1.1:.12f}", f"{0.35:.1f}", f"{1e19:,.1f}", f"{2.5:.0f}")
print((0.1).hex(), float.fromhex("0x1.99999ap-4"), (0.1).as_integer_ratio())
print(sys.float_info.max, sys.float_info.mant_dig, sys.float_info.dig, sys.float_info.epsilon)

# Bytes.
print(struct.pack("<f", 0.1), struct.pack("<d", 0.1), struct.unpack("<d", struct.pack("<d", 1e300 if 0 else 1.5)))
print(struct.unpack("<d", b"\x9a\x99\x99\x99\x99\x99\xb9?"), struct.unpack("<d", b"\xff\xff\xff\xff\xff\xff\xef\x7f"))
print(struct.unpack("<e", struct.pack("<e", 65504.0)), struct.pack("<e", 1e-8))
print(array.array("d", [0.1, 1.5]), array.array("f", [0.1]).itemsize)

# Functions.
print(math.pi, math.e, math.sqrt(2), "%.5f" % math.sin(1), "%.5f" % math.exp(1), math.ulp(1.0), math.nextafter(1.0, 2.0))
print(math.hypot(3, 4), math.hypot(1e30, 1e30) > 1e30, math.dist((0, 0), (1e-30, 1e-30)) > 0, math.isclose(1, 1 + 1e-7))
print(abs(3 + 4j), 1j * 1j, (1 + 2j) ** 2, cmath.sqrt(-1), complex("1e39"), 0.1 + 0.1j)
for function, argument in ((math.exp, 89), (math.cosh, 100), (math.gamma, 36)):
    try:
        function(argument)
    except OverflowError as error:
        print(error)
print(type(time.time()), type(time.monotonic()), time.time() > 1e9)
