# floats: 64
# Small integers: arithmetic, conversions, methods.
for a in (7, -7, 0, 1, -1, 100):
    for b in (2, -2, 3, -3, 7, 1, -1):
        print(a + b, a - b, a * b, a // b, a % b, divmod(a, b), a & b, a | b, a ^ b, a / b, end=" ")
    print(-a, +a, ~a, abs(a), a << 3, a >> 1, a ** 3, bool(a))
print(2 ** 10, 2 ** -1, (-2) ** 3, 0 ** 0, (-1) ** 5, 5 ** 0, 1 ** 100, pow(3, 4), pow(3, 4, 5), pow(-3, 3, 7), pow(3, -1, 7), pow(2, 0, 1), pow(5, 3, -7))
print(int(), int(3.9), int(-3.9), int("42"), int("  -42 \n"), int("+7"), int("1_000"), int("ff", 16), int("0xff", 16), int("0b11", 2), int("0o17", 8), int("0x1f", 0), int("z", 36), int("-0b101", 0), int(True), int(b"12"), int(bytearray(b"3")), int("10", base=3), int("٣") if False else 3)
for bad in ("", " ", "1 2", "1__0", "_1", "1_", "0x", "1.0", "+", "--1", "0b2", "012", "é"):
    for base in (10, 0):
        try: print(int(bad, base))
        except ValueError as e: print(e)
print(bin(5), bin(-5), oct(8), oct(-8), hex(255), hex(-255), hex(0), bin(0))
print(str(5), repr(-5), "%d %i %u" % (1, 2, 3), "%x %X %o %#x %#o" % (255, 255, 8, 255, 8), "%5d|%-5d|%05d|%+d|% d" % (3, 3, 3, 3, 3))
print((5).bit_length(), (-5).bit_length(), (0).bit_length(), (255).bit_count(), (-7).bit_count(), (6).as_integer_ratio(), (5).conjugate(), (5).real, (5).imag, (5).numerator, (5).denominator)
print((1024).to_bytes(2, "big"), (1024).to_bytes(4, "little"), (-1).to_bytes(2, "big", signed=True), (255).to_bytes(1, "big"), (0).to_bytes(0, "big"), (5).to_bytes(length=3, byteorder="little"))
print(int.from_bytes(b"\x04\x00", "big"), int.from_bytes(b"\x00\x04", "little"), int.from_bytes(b"\xff\xff", "big", signed=True), int.from_bytes(b"", "big"), int.from_bytes([1, 2], "big"), int.from_bytes(bytearray(b"\x80"), "little", signed=True))
for call in ("(256).to_bytes(1, 'big')", "(-1).to_bytes(1, 'big')", "(1).to_bytes(1, 'middle')", "(1).to_bytes(-1, 'big')", "int.from_bytes('ab', 'big')", "(128).to_bytes(1, 'big', signed=True)"):
    try: print(eval(call))
    except Exception as e: print(type(e).__name__, e)
print(1 == 1.0, 1 == True, hash(1) == hash(1.0) == hash(True), 1 != 2, 3 > 2 >= 2 < 5, 1 is not None)
print(round(15), round(15, -1), round(25, -1), round(-15, -1), round(1234, -2), round(5, 3), round(149, -2), round(150, -2), round(250, -2))
print(divmod(7, 2), divmod(-7, 2), divmod(7, -2), divmod(True, True))
print(7 .__add__(3), (7).__mul__(2), (7).__add__("x"), (7).__floordiv__(2), int.__add__(1, 2), (5).__index__(), (5).__bool__(), (3).__eq__(3), (3).__lt__(4), (3).__radd__(4), (3).__neg__(), (3).__pow__(2), (7).__hash__() == hash(7))
print(isinstance(5, int), isinstance(True, int), type(5), type(True + True), True + True, True * 5, -True, ~False, True & 1, True & True, True | False, True ^ True)
print((3).__class__.__name__, int("0") == 0, -0, 0 == -0, +True)
print([f"{n:{s}}" for n in (42, -42) for s in ("d", "5", "<5", "^6", "=6", "06", "+", " ", "x", "X", "#x", "o", "#o", "b", "#b", "#010b", ",", "_", "e", "f", ".2f", "g", "%", "c", "n", "*^7", "+,")if not (n < 0 and s == "c")])
print(f"{1234567:,} {1234567:_} {1234567:_x} {0xFFFFFF:_b} {1234567:15,} {-1234567:015,}")
print(1 if 5 else 2, not 5, 5 and 6, 0 or 7, 5 in (1, 5), min(3, 1, 2), max([3, 1, 2]), sum([1, 2, 3], 10), sum(range(101)))
print(1 << 0, 1 << 30, 1 << 31, 1 << 62, 1 >> 100, -1 >> 100, -8 >> 1, 5 >> 0)
