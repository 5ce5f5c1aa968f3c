# floats: 64
# Every function of math, with 12 significant digits, and the errors.
import math
def show(*values): print(*[f"{v:.12g}" if isinstance(v, float) else v for v in values])
show(math.pi, math.e, math.tau, math.inf, math.nan)
xs = [0.0, 0.5, -0.5, 1.0, -1.0, 2.5, -3.7, 10.0, 100.25, 1e-10, 1e10, 0.99]
for name in "sin cos tan atan sinh cosh tanh asinh exp expm1 fabs ceil floor trunc radians degrees erf erfc isfinite isinf isnan modf frexp sqrt log log2 log10 log1p acos asin acosh atanh gamma lgamma cbrt exp2".split():
    f = getattr(math, name, None)
    if f is None: print(name, "missing") if name not in ("log1p", "cbrt", "exp2") else None; continue
    for x in xs:
        try: r = f(x)
        except (ValueError, OverflowError) as e:
            if name not in ("log1p", "cbrt", "exp2"): print(name, x, type(e).__name__, e)
            continue
        if name in ("log1p", "cbrt", "exp2"): continue
        print(name, x, end=" "); show(*(r if isinstance(r, tuple) else (r,)))
for a, b in ((2.0, 3.0), (-2.0, 3.0), (2.0, -0.5), (7.5, 2.0), (-7.5, 2.0), (0.0, 5.0), (1e300, 1e-300), (-8.0, 3.0), (3.0, 4.0), (5.0, 0.0), (0.0, 0.0)):
    for name in "pow fmod copysign atan2".split():
        try: r = getattr(math, name)(a, b)
        except (ValueError, OverflowError, ZeroDivisionError) as e: print(name, a, b, type(e).__name__, e); continue
        print(name, a, b, end=" "); show(r)
print(math.ldexp(0.5, 10), math.ldexp(1.0, -1074), math.ldexp(0.0, 5), math.ldexp(1.5, 3), math.frexp(0.0), math.frexp(-8.0), math.modf(-2.5), math.modf(3.0))
for inf in (math.inf, -math.inf, math.nan):
    for name in "fabs isfinite isinf isnan trunc floor ceil sqrt exp log sin cos atan tanh modf frexp gamma lgamma erf".split():
        try: print(name, inf, getattr(math, name)(inf))
        except (ValueError, OverflowError) as e: print(name, inf, type(e).__name__, e)
print(math.log(8, 2) == 3, math.log(100, 10), math.log(2**1000) > 693, math.log10(10**400), math.log2(2**500), math.sqrt(16), math.sqrt(10**40) == 1e20, math.floor(-2.5), math.ceil(-2.5), math.trunc(-2.5), math.floor(1e20), math.ceil(2**70 + 0), math.floor(5), math.trunc(True))
print(math.factorial(0), math.factorial(5), math.factorial(20), math.factorial(30))
for bad in ("math.factorial(-1)", "math.factorial(1.5)", "math.factorial('a')", "math.sqrt('a')", "math.sqrt()", "math.sqrt(1, 2)", "math.pow(1)", "math.sqrt(-1)", "math.log(0)", "math.log(-1)", "math.log(10, 1)", "math.log(10, 0)", "math.exp(1000)", "math.acos(2)", "math.asin(-2)", "math.acosh(0.5)", "math.atanh(1)", "math.fmod(1, 0)", "math.gamma(0)", "math.gamma(-1)", "math.gamma(200)", "math.lgamma(0)", "math.cosh(1000)", "math.ldexp(1, 5000)", "math.pow(0, -1)", "math.pow(-1, 0.5)", "math.ldexp(1.0, 1.5)", "math.floor('a')", "math.sin(None)", "math.sqrt(1j)", "math.sqrt(10**400)", "math.nothing"):
    try: print(bad, eval(bad))
    except Exception as e: print(bad, type(e).__name__)
print(math.isclose(1.0, 1.0 + 1e-10), math.isclose(1, 1.1), math.isclose(1, 1.1, rel_tol=0.2), math.isclose(0, 1e-12), math.isclose(0, 1e-12, abs_tol=1e-9), math.isclose(math.inf, math.inf), math.isclose(math.nan, math.nan), math.isclose(-math.inf, math.inf))
try: math.isclose(1, 1, rel_tol=-1)
except ValueError as e: print(e)
class F:
    def __float__(self): return 4.0
class I:
    def __index__(self): return 9
print(math.sqrt(F()), math.sqrt(I()), math.sqrt(True), math.sqrt(4), math.copysign(3, -0.0), math.copysign(math.inf, -1), math.fabs(-3), math.atan2(-0.0, -1.0) < 0, math.degrees(math.pi), math.radians(180) == math.pi)
total = sum(math.sin(i * 0.1) ** 2 + math.cos(i * 0.1) ** 2 for i in range(100)); print(round(total, 9))
