# floats: 64
# Random big integers obey the laws of arithmetic, through several sizes.
state = 88172645463325252
def bits(n):
    global state
    r = 0
    for _ in range((n + 63) // 64):
        state ^= (state << 13) & 0xFFFFFFFFFFFFFFFF; state ^= state >> 7; state ^= (state << 17) & 0xFFFFFFFFFFFFFFFF
        r = r << 64 | state
    r >>= (-n) % 64
    if state % 7 == 0: r |= (1 << n // 2) - 1
    if state % 11 == 0: r &= ~((1 << n // 2) - 1)
    return -r if state & 1 else r
bad = 0
for i in range(600):
    n, m, k = (i * 37) % 700 + 1, (i * 91) % 500 + 1, (i * 13) % 300 + 1
    a, b, c = bits(n), bits(m), bits(k)
    tests = [(a + b) - b == a, a * b == b * a, (a + b) * c == a * c + b * c, (a - b) * (a + b) == a * a - b * b, a & b == b & a, (a & b) | (a ^ b) == a | b, ~a == -a - 1, (a ^ b) ^ b == a, (a << k) >> k == a, a << k == a * 2 ** k, a >> k == a // 2 ** k, -(-a) == a, abs(a) == max(a, -a), int(str(a)) == a, int(hex(a), 16) == a, int(bin(a), 2) == a, int(oct(a), 8) == a, a & -a == (1 << ((a & -a).bit_length() - 1) if a else 0), a == a | 0, (a < b) == (a - b < 0), (a <= b) == (not b < a), a.bit_length() == len(bin(abs(a))) - 2 * (a != 0) - (a == 0) * 3, int.from_bytes(a.to_bytes(n // 8 + 2, "big", signed=True), "big", signed=True) == a, hash(a) == hash(a + b - b)]
    if b: q, r = divmod(a, b); tests += [q * b + r == a, abs(r) < abs(b), (r == 0 or (r < 0) == (b < 0)), a // b == q, a % b == r, -a // -b == q]
    if c > 0: tests += [pow(a, 5, c) == a ** 5 % c, pow(a, abs(b) % 50, c) == a ** (abs(b) % 50) % c]
    if not all(tests): bad += 1; print(i, [j for j, t in enumerate(tests) if not t], a, b, c)
print(bad)
print([bits(n) for n in (5, 31, 32, 33, 63, 64, 65, 100)], str(bits(1500))[:40], bits(2000) % 97)
for n in (1, 10, 100, 1000): x = abs(bits(n)); print(x % 1000007, float(x) if n < 1000 else len(str(x)), x.bit_length())
