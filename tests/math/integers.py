# floats: 64
# The functions of math on integers, where the module has them.
import math
for name, cases in {"gcd": [(), (12,), (12, 18), (0, 5), (-4, 6), (2**100, 6**50), (0, 0), (12, 18, 27)], "lcm": [(), (4, 6), (0, 5), (3, 7, 21)], "isqrt": [(0,), (15,), (16,), (10**40,)], "comb": [(5, 2), (5, 0), (3, 5), (40, 20)], "perm": [(5, 2), (5,), (3, 5)]}.items():
    f = getattr(math, name, None)
    if f is None: continue
    import functools
    expected = {"gcd": lambda *a: functools.reduce(g, a, 0), "lcm": lambda *a: functools.reduce(lambda x, y: 0 if x == 0 or y == 0 else abs(x * y) // g(x, y), a, 1), "isqrt": lambda n: next(i for i in r(n) if i * i <= n < (i + 1) ** 2), "comb": lambda n, k: 0 if k > n else fact(n) // fact(k) // fact(n - k), "perm": lambda n, k=None: 0 if (k or 0) > n else fact(n) // fact(n - (n if k is None else k))}[name]
    def g(a, b):
        while b: a, b = b, a % b
        return abs(a)
    def r(n): x = int(n ** 0.5); yield from (x - 1, x, x + 1)
    def fact(n): return 1 if n < 2 else n * fact(n - 1)
    for args in cases:
        if f(*args) != expected(*args): print("BAD", name, args, f(*args))
for name, case, result in (("prod", ([1, 2, 3],), 6), ("hypot", (3, 4), 5.0), ("dist", ((0, 0), (3, 4)), 5.0), ("fsum", ([0.1] * 10,), 1.0), ("remainder", (7, 4), -1.0), ("nextafter", (1.0, 2.0), 1.0000000000000002), ("ulp", (1.0,), 2.220446049250313e-16), ("log1p", (0.0,), 0.0), ("exp2", (3.0,), 8.0)):
    f = getattr(math, name, None)
    if f is not None and f(*case) != result: print("BAD", name, f(*case))
print("done")
