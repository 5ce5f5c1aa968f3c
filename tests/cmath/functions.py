# floats: 64
# Every function of cmath.
import cmath, math
def show(z): return f"{z.real + 0.0:.9f}{z.imag + 0.0:+.9f}j".replace("-0.000000000", "0.000000000").replace("+0.000000000", "0.000000000") if isinstance(z, complex) else f"{z:.9f}"
print(cmath.pi == math.pi, cmath.e == math.e)
for z in (1 + 2j, -1.5 + 0.5j, 0.25 - 3j, 2.0, -4.0, 1j, -2j, 3):
    print(z, [show(getattr(cmath, n)(z)) for n in ("exp", "log", "sqrt", "sin", "cos", "phase", "log10")], [round(p, 9) for p in cmath.polar(z)])
print(show(cmath.rect(2, math.pi / 3)), show(cmath.rect(0, 1)), show(cmath.rect(1, 0)), cmath.polar(0j), cmath.phase(-1), cmath.phase(0), show(cmath.rect(*cmath.polar(3 - 4j))), show(cmath.exp(1j * math.pi) + 1), show(cmath.sqrt(-1)), show(cmath.log(1j)))
for bad in ("cmath.log(0)", "cmath.sqrt('a')", "cmath.exp()", "cmath.rect(1)", "cmath.polar()", "cmath.log10(0)", "cmath.phase('x')", "cmath.exp(1000)"):
    try: print(bad, eval(bad))
    except Exception as e: print(bad, type(e).__name__)
