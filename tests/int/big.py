# floats: 64
# Integers beyond one machine word: arithmetic at the borders, conversions, formatting.
edges = []
for bits in (29, 30, 31, 32, 61, 62, 63, 64, 65, 127, 128, 200):
    for delta in (-1, 0, 1):
        edges.append((1 << bits) + delta); edges.append(-(1 << bits) + delta)
for e in edges: print(e, e + 1, e - 1, e * 2, -e, ~e, e // 7, e % 7, e // -7, e % -7, e >> 5, e << 5, e & 0xFFFF, e | 1, e ^ -1, abs(e), e.bit_length(), hex(e), bool(e), e == e + 1, e < e + 1)
print([a * b for a in edges[::7] for b in edges[::11]])
print([a + b for a in edges[::5] for b in edges[::9]])
print([divmod(a, b) for a in edges[::5] for b in edges[::9]])
print([a & b for a in edges[::7] for b in edges[::11]])
print([a | b for a in edges[::7] for b in edges[::11]])
print([a ^ b for a in edges[::7] for b in edges[::11]])
print([(a < b, a == b, a > b) for a in edges[::9] for b in edges[::13]])
def fact(n):
    r = 1
    for i in range(2, n + 1): r *= i
    return r
f100 = fact(100); print(f100, f100 // fact(98), f100 % 101, len(str(fact(500))), str(fact(500))[:30])
print(10 ** 50, -10 ** 50, 10 ** 50 // 3, 10 ** 50 % 3, (10 ** 50).bit_length(), 3 ** 200, 2 ** 300, (-3) ** 101, 7 ** 77 // 7 ** 75, (2 ** 100) ** 3)
print(int("123456789" * 8), int("-" + "9" * 60), int("f" * 40, 16), int("1" * 100, 2), int("z" * 30, 36), int("1_000" * 10) if False else 0)
x = 123456789012345678901234567890
print(hex(x), oct(x), bin(x), f"{x:x} {x:X} {x:,} {x:_} {x:>40} {x:+} {x:o} {x:#b}", "%d %x %s" % (x, x, x), "%40d|%-40d|" % (x, x))
print(float(x), float(2 ** 100), float(-2 ** 70), float(10 ** 300), int(1e20), int(-1e25), int(1.5e300) == int(float(int(1.5e300))), x / 3, x / 10 ** 20, 10 ** 400 // 10 ** 399, 10 ** 400 / 10 ** 399, x / 1.5)
for op in (lambda: float(10 ** 400), lambda: 10 ** 400 / 3, lambda: 10 ** 400 * 1.0, lambda: x // 0, lambda: x % 0, lambda: 1 << -x, lambda: x.to_bytes(5, "big"), lambda: [1][x], lambda: "a" * x, lambda: chr(x), lambda: range(x)[x], lambda: 1 << (1 << 70)):
    try: print(op())
    except Exception as e: print(type(e).__name__)
print(pow(3, 1000, 10 ** 20), pow(x, x, 97), pow(2, 10 ** 30, 10 ** 9 + 7), pow(7, -1, 10 ** 30 + 57) * 7 % (10 ** 30 + 57), pow(-x, 3, 1000), pow(x, 2, -1000))
print(x == float(x), 2 ** 53 == float(2 ** 53), 2 ** 53 + 1 == float(2 ** 53), 2 ** 64 == 2.0 ** 64, 2 ** 70 > 1e20, 2 ** 70 < float("inf"), -2 ** 1000 > float("-inf"), 2 ** 1000 == float("nan"), 2 ** 53 + 1 > 2.0 ** 53)
print(hash(2 ** 61 - 1), hash(2 ** 64) == hash(2.0 ** 64), hash(x) == hash(x + 0), len({x, x + 0, int(str(x))}), {x: 1}[123456789012345678901234567890])
print(x.to_bytes(13, "big"), x.to_bytes(16, "little"), (-x).to_bytes(13, "big", signed=True), int.from_bytes(x.to_bytes(13, "big"), "big") == x, int.from_bytes(b"\xff" * 20, "little", signed=True), int.from_bytes(b"\x01" + b"\x00" * 20, "big"))
print(x >> 64, x << 64, x >> 200, -x >> 200, -x >> 3, (x << 100) >> 100 == x, x & ~x, x | ~x, x ^ x, -x & 0xFFFFFFFFFFFFFFFFFFFF, -x | 1, -x ^ 12345, x & -x)
print(round(x, -10), round(-x, -25), round(x, -40), round(x, 5), x.bit_count(), x.as_integer_ratio(), abs(-x), min(x, -x), max(x, 2 * x), sum([x] * 10), sorted([x, -x, 0, x + 1, x - 1]))
n = 0; m = 2 ** 62
for _ in range(5): m += 2 ** 61; n -= m; print(m, n)
i = 2 ** 64; i += 1; i -= 2; i *= 3; i //= 2; i %= 10 ** 15; i **= 3; i <<= 3; i >>= 5; i |= 7; i &= 2 ** 70 - 1; i ^= 99; print(i)
print(2 ** 64 - 2 ** 64, 2 ** 64 // 2 ** 60, (2 ** 64) - (2 ** 64 - 5), type(2 ** 64 // 2 ** 64), 2 ** 100 % 2 ** 3, -(2 ** 62) - 1 + 1 == -(2 ** 62), (2 ** 62) * -1)
a, b = 0, 1
for _ in range(300): a, b = b, a + b
print(a)
def gcd(a, b):
    while b: a, b = b, a % b
    return a
print(gcd(fact(60), 2 ** 80), gcd(a, b))
def isqrt(n):
    x = n
    while (y := (x + n // x) // 2) < x: x = y
    return x
print(isqrt(2 * 10 ** 100))
big = 7 ** 1000; q, r = divmod(big, 3 ** 500); print(q * 3 ** 500 + r == big, 0 <= r < 3 ** 500, big // 3 ** 500 == q, str(q)[-20:], len(str(big)), (big * big) % 10 ** 30, big * (big + 1) - big * big == big)
k = (10 ** 2000 + 7) * (10 ** 1500 + 3); print(k % 10 ** 12, len(str(k)), sum(map(int, str(k))), k // (10 ** 1500 + 3) == 10 ** 2000 + 7)
print(-17 // 10 ** 20, -17 % 10 ** 20, 17 // -10 ** 20, 17 % -10 ** 20, 10 ** 20 // -3, -10 ** 20 // 3, -10 ** 20 % 3)
