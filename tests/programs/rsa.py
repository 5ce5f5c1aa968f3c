# Number theory with big integers.
def egcd(a, b): return (a, 1, 0) if b == 0 else (lambda g, x, y: (g, y, x - a // b * y))(*egcd(b, a % b))
def inverse(a, m):
    g, x, _ = egcd(a % m, m)
    if g != 1: raise ValueError("no inverse")
    return x % m
def is_prime(n, bases=(2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37)):
    if n < 2: return False
    for p in bases:
        if n % p == 0: return n == p
    d, s = n - 1, 0
    while d % 2 == 0: d //= 2; s += 1
    for a in bases:
        x = pow(a, d, n)
        if x in (1, n - 1): continue
        for _ in range(s - 1):
            x = x * x % n
            if x == n - 1: break
        else: return False
    return True
def next_prime(n):
    while not is_prime(n): n += 1
    return n
p, q = next_prime(10**40), next_prime(3 * 10**41); n = p * q; e = 65537; d = inverse(e, (p - 1) * (q - 1))
m = int.from_bytes(b"two heads are better", "big"); c = pow(m, e, n); print(p, q, c); print(pow(c, d, n).to_bytes(20, "big"))
print([x for x in range(60) if is_prime(x)], is_prime(2**89 - 1), is_prime(2**83 - 1), is_prime(2**127 - 1))
def factor(n):
    out = []; f = 2
    while f * f <= n:
        while n % f == 0: out.append(f); n //= f
        f += 1
    return out + ([n] if n > 1 else [])
print(factor(600851475143), factor(2**32 - 1)); print(inverse(3, 11))
try: inverse(6, 9)
except ValueError as err: print(err)
def continued(a, b):
    while b: yield a // b; a, b = b, a % b
print(list(continued(649, 200)), list(continued(314159265358979, 10**14)))
def pi(digits):
    one = 10 ** (digits + 10)
    def arctan(x):
        t = total = one // x; n, s = 3, -1
        while t: t //= x * x; total += s * (t // n); n += 2; s = -s
        return total
    return 4 * (4 * arctan(5) - arctan(239)) // 10**10
print(pi(100)); print(sum(int(c) for c in str(2**1000)), len(str(3**1000)), 2**1000 % 1000007, str(7**300)[::-1][:20])
a, b = 0, 1
while len(str(b)) < 200: a, b = b, a + b
print(b); print(hex(b)[2:12], bin(a)[-10:], b // a, (b * b - a * b - a * a))
