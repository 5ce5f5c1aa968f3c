# floats: 64
# Floats: arithmetic, repr, conversion, methods, special values.
import math
values = [0.0, -0.0, 1.0, -1.5, 2.5, 0.1, 0.2, 1/3, 2/3, 1e10, 1e15, 1e16, 1e17, 123456789.123, 1e22, 1e23, 1e100, 1e-4, 1e-5, 1.5e-7, 5e-324, 1.7976931348623157e308, 2.2250738585072014e-308, 9007199254740993.0, 0.30000000000000004, 100.0, 1e21, 123456.0, 4.35, 0.000123, 12345678901234567.0, float("inf"), float("-inf"), float("nan")]
for v in values: print(v, repr(v), str(-v), v + 1, v * 2, v == v, bool(v), v > 0, "%s %r" % (v, v))
for a in (7.5, -7.5, 1e300, 0.1):
    for b in (2.0, -2.0, 0.3, 3): print(a + b, a - b, a * b, a / b, a // b, a % b, divmod(a, b), a < b, a == b)
print(2.0 ** 0.5, 2 ** 0.5, 2.0 ** -1, (-8.0) ** 3, 0.0 ** 0, 1e200 * 1e200, -1e200 * 1e200, 1e-200 * 1e-200, 4.0 ** 0.5, 10.0 ** 20, (-2.0) ** -3)
inf = float("inf"); nan = float("nan")
print(inf - inf, inf * 0, inf / inf, inf + 1, -inf, inf == inf, nan == nan, nan != nan, nan < 1, inf > 1e308, 1 / inf, -1 / inf, inf // 2, 5.0 % inf, -5.0 % inf, max(1.0, inf), min([nan, 1]) != 0, nan in [nan], [nan] == [nan], inf ** 0, nan ** 0, 1 ** nan if False else 1.0)
for text in ("1.5", " 2.5\n", "1e5", "-1E-5", "inf", "-Infinity", "nan", "+NaN", ".5", "5.", "1_000.5", "1e400", "1e-400", "0.1e1", "00012.5", "123456789012345678901234567890", "2.4703282292062328e-324", "1.7976931348623159e308", "9007199254740993", "8.5", "1" * 400):
    print(float(text), end=" ")
print()
for bad in ("", "x", "1.5.5", "1e", "e5", ".", "1_", "_1", "1__0", "--1", "1 2", "0x10", "infin"):
    try: print(float(bad))
    except ValueError as e: print(e)
print(float(), float(5), float(True), float(b"1.5"), float(2 ** 60), float("1.5") == 1.5, int(1e15), int(-2.9), int(2.9))
print((1.5).is_integer(), (2.0).is_integer(), inf.is_integer(), (0.5).as_integer_ratio(), (0.1).as_integer_ratio(), (-2.25).as_integer_ratio(), (1e300).as_integer_ratio()[1], (1.5).conjugate(), (1.5).real, (1.5).imag)
print((255.5).hex(), (0.1).hex(), (-0.0).hex(), inf.hex(), nan.hex(), (1.0).hex(), (5e-324).hex(), float.fromhex("0x1.8p3"), float.fromhex("-0x.1p0"), float.fromhex("inf"), float.fromhex("1.8"), float.fromhex("0x1p-1074"))
for call in ("inf.as_integer_ratio()", "nan.as_integer_ratio()", "int(inf)", "int(nan)", "float.fromhex('z')", "round(inf)", "round(nan)", "1.5 % 0", "1.5 // 0", "divmod(1.5, 0)", "2.0 ** 10000", "1.5 & 1", "1.5 << 1", "[1][1.0]", "range(1.0)", "'a' * 1.0"):
    try: print(eval(call))
    except Exception as e: print(type(e).__name__, e)
print(round(2.5), round(3.5), round(-2.5), round(0.5), round(1.5), round(2.675, 2), round(1234.567, -2), round(1.25, 1), round(0.15, 1), round(5.015, 2), round(1e20, 2), round(1.005, 2), round(-0.4), round(1.55, 1), round(2.5, 0), round(1e300, 2) == 1e300, round(12345.6789, 3), round(0.0, 5), round(1.5, 400), round(1.5, -400))
print(type(round(1.5)).__name__, type(round(1.5, 0)).__name__, abs(-1.5), -(-1.5), +1.5, math.copysign(1, -0.0), 0.0 == -0.0, hash(0.0) == hash(-0.0), hash(1.0) == 1, hash(0.5) == hash(0.5), hash(inf), hash(-inf), hash(1e300) == hash(int(1e300)))
print(1.5 == 1.5, 1.0 == 1, 1 == 1.0, 1.5 > 1, 1 < 1.5, 2 ** 53 == 2.0 ** 53, 0.1 + 0.2 == 0.3, 0.1 + 0.2, sum([0.1] * 10), 1e16 + 1, 1 - 0.9, 3 * 1.1, 1.1 + 2.2)
print(1 + 1.5, 1.5 + 1, 2 * 1.5, 3 / 2, 4 / 2, 7 // 2.0, 7 % 2.5, -7 % 2.5, -7 // 2.0, 7.0 // -2, True + 0.5, 2 ** 0.5, 10 ** -2, 0.5 ** 2)
print({1.0: "a"}[1], {1: "b", 1.0: "c"}, len({1, 1.0, True}), sorted([2.5, 1, -0.5, 10]), max(1, 2.5), sum([1, 2.5]), [1.0, 2] == [1, 2.0], 1.0 in [1], min(0.0, -0.0))
x = 1.5; x += 1; x -= 0.25; x *= 2; x /= 4; x **= 2; x //= 0.1; x %= 5; print(x)
print((1.5).__add__(2), (1.5).__eq__(1.5), (1.5).__int__(), (1.5).__float__(), (2.7).__trunc__(), (2.7).__floor__(), (2.2).__ceil__(), (1.5).__neg__(), float.__add__(1.0, 2.0), (1.5).__round__(), (1.5).__bool__(), (1.5).__rsub__(5), (7.5).__divmod__(2), (1.5).__str__())
print([i / 10 for i in range(-5, 12)], [10.0 ** i for i in range(-8, 25, 3)], [2.0 ** i for i in range(-20, 80, 13)])
small = 1.0
while 1.0 + small != 1.0: small /= 2
print(small)
total = 0.0
for i in range(1, 1000): total += 1.0 / i
print(total)
