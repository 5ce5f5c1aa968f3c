# floats: 64
# Complex numbers.
a = 1 + 2j; b = complex(3, -4)
print(a + b, a - b, a * b, a / b, -a, +a, a ** 2, a == b, a != b, a == 1 + 2j, abs(b), a.real, a.imag, a.conjugate(), bool(0j), bool(a))
print(1j, -1j, 0j, -0j, 1 + 0j, 1.5j, complex(0, -0.0), complex(-0.0, 0), 1e100j, complex("inf"), complex(float("nan"), 1), 1e20 + 1e-5j)
print(repr(a), str(a), [a], f"{a}", "%s" % a, f"{a:.2f}", f"{a:10}|", f"{a:>12}|", f"{a:+.1f}", f"{1234.5 + 2j:,}", f"{a:e}", f"{a:g}")
print(complex(), complex(1), complex(1.5, 2), complex("1+2j"), complex(" -1.5e2-3J "), complex("j"), complex("-j"), complex("3"), complex("(1+2j)"), complex(1j, 1j), complex(real=1, imag=2), complex("1e5j"), complex("nan+infj"))
for bad in ("complex('1 + 2j')", "complex('')", "complex('a')", "complex('1+2')", "complex(None)", "complex('1', 2)", "complex(1, '2')", "a < b", "a // b", "a % b", "int(a)", "float(a)", "divmod(a, b)", "a / 0", "0j ** -1", "round(a)", "f'{a:d}'", "f'{a:010}'", "a & 1", "a.real.x", "math.floor(a)"):
    try: print(eval(bad))
    except Exception as e: print(type(e).__name__)
print(a + 1, 1 + a, a - 1.5, 2 * a, a / 2, 1 / a, a * 0.5, True + a, a == 1, 1 + 0j == 1, 2.5 + 0j == 2.5, {1 + 0j: "x"}[1], hash(1 + 0j) == hash(1), hash(a) == hash(1 + 2j))
print(a ** 0, a ** -1, 2 ** (1 + 0j), a ** 3, (1j) ** 2, (-1) ** 0.5, (-8) ** (1 / 3), 0j ** 0, a ** b == pow(a, b), round(abs((2 + 1j) ** (1 + 1j)), 9), 2j ** 10)
x = 1j; x += 1; x *= 2; x -= 1j; x /= 2; x **= 2; print(x)
print(sum([1j, 2, 3.5]), [1j, 2j].index(2j), 1j in [1j], complex(a) is not None, isinstance(a, complex), type(1j), abs(3 + 4j), abs(-5j), a.__add__(1), a.__abs__(), a.__eq__(1 + 2j), a.__bool__())
print((1e200 + 1e200j) * 1e200, complex(1e308, 1e308) * 10, (1 + 1j) / (1e-320 + 0j) if False else "", abs(complex(float("inf"), float("nan"))), complex(2**70, 1))
class C:
    def __complex__(self): return 5 + 6j
class F:
    def __float__(self): return 2.5
print(complex(C()), complex(F()), complex(F(), 1))
try: a.real = 5
except AttributeError: print("read only")
