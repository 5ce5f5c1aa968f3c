# Matrices of fractions, Gaussian elimination, determinants, polynomials.
class Fraction:
    def __init__(self, n, d=1):
        if d == 0: raise ZeroDivisionError("Fraction with denominator 0")
        g = self.gcd(n, d); g = -g if d < 0 else g
        self.n, self.d = n // g, d // g
    @staticmethod
    def gcd(a, b):
        while b: a, b = b, a % b
        return abs(a) or 1
    @classmethod
    def of(cls, x): return x if isinstance(x, cls) else cls(x)
    def __add__(self, o): o = self.of(o); return Fraction(self.n * o.d + o.n * self.d, self.d * o.d)
    __radd__ = __add__
    def __neg__(self): return Fraction(-self.n, self.d)
    def __sub__(self, o): return self + -self.of(o)
    def __rsub__(self, o): return -self + o
    def __mul__(self, o): o = self.of(o); return Fraction(self.n * o.n, self.d * o.d)
    __rmul__ = __mul__
    def __truediv__(self, o): o = self.of(o); return Fraction(self.n * o.d, self.d * o.n)
    def __rtruediv__(self, o): return self.of(o) / self
    def __pow__(self, k): return Fraction(self.n ** k, self.d ** k) if k >= 0 else 1 / self ** -k
    def __eq__(self, o): o = self.of(o); return (self.n, self.d) == (o.n, o.d)
    def __lt__(self, o): o = self.of(o); return self.n * o.d < o.n * self.d
    def __hash__(self): return hash((self.n, self.d)) if self.d != 1 else hash(self.n)
    def __bool__(self): return self.n != 0
    def __float__(self): return self.n / self.d
    def __abs__(self): return Fraction(abs(self.n), self.d)
    def __repr__(self): return f"{self.n}/{self.d}" if self.d != 1 else str(self.n)
F = Fraction
print(F(1, 2) + F(1, 3), F(6, -4), 1 - F(1, 3), 2 * F(3, 4), F(1, 2) / F(3, 4), 1 / F(2, 3), F(2, 3) ** 3, F(2, 3) ** -2, F(1, 2) == F(2, 4), F(4, 2) == 2, F(1, 3) < F(1, 2), sorted([F(3, 4), F(1, 2), F(2, 3)]), {F(1, 2): "half"}[F(3, 6)], float(F(1, 8)), bool(F(0)), sum([F(1, n) for n in range(1, 11)]), max(F(1, 2), F(2, 3)), abs(F(-1, 2)))
try: F(1, 0)
except ZeroDivisionError as e: print(e)
class Matrix:
    def __init__(self, rows): self.rows = [[F.of(x) for x in r] for r in rows]
    def __matmul__(self, o): return Matrix([[sum(a * b for a, b in zip(r, c)) for c in zip(*o.rows)] for r in self.rows])
    def __getitem__(self, k): return self.rows[k[0]][k[1]] if isinstance(k, tuple) else self.rows[k]
    def __eq__(self, o): return self.rows == o.rows
    def __repr__(self): return "[" + "; ".join(" ".join(map(repr, r)) for r in self.rows) + "]"
    @property
    def T(self): return Matrix(zip(*self.rows))
    @classmethod
    def identity(cls, n): return cls([[int(i == j) for j in range(n)] for i in range(n)])
    def __pow__(self, k):
        r, b = self.identity(len(self.rows)), self
        while k:
            if k & 1: r = r @ b
            b = b @ b; k >>= 1
        return r
    def reduce(self):
        a = [r[:] for r in self.rows]; det = F(1); n = len(a)
        for i in range(n):
            p = next((r for r in range(i, n) if a[r][i]), None)
            if p is None: return F(0), None
            if p != i: a[i], a[p] = a[p], a[i]; det = -det
            det *= a[i][i]; a[i] = [x / a[i][i] for x in a[i]]
            for r in range(n):
                if r != i and a[r][i]: k = a[r][i]; a[r] = [x - k * y for x, y in zip(a[r], a[i])]
        return det, a
    def det(self): return self.reduce()[0]
    def inverse(self):
        n = len(self.rows); d, a = Matrix([r + e for r, e in zip(self.rows, self.identity(n).rows)]).reduce()
        if a is None: raise ValueError("singular")
        return Matrix([r[n:] for r in a])
m = Matrix([[2, 1, 1], [1, 3, 2], [1, 0, 0]]); print(m, m.T, m.det(), m.inverse(), m @ m.inverse() == Matrix.identity(3), m[0, 1], m[1]); print(Matrix([[1, 1], [1, 0]]) ** 50, Matrix([[1, 2], [2, 4]]).det())
try: Matrix([[1, 2], [2, 4]]).inverse()
except ValueError as e: print(e)
h = Matrix([[F(1, i + j + 1) for j in range(5)] for i in range(5)]); print(h.det(), h.inverse()[0])
class Poly:
    def __init__(self, *c): self.c = list(c)
    def __call__(self, x):
        r = 0
        for k in reversed(self.c): r = r * x + k
        return r
    def __mul__(self, o):
        out = [0] * (len(self.c) + len(o.c) - 1)
        for i, a in enumerate(self.c):
            for j, b in enumerate(o.c): out[i + j] += a * b
        return Poly(*out)
    def __str__(self): return " + ".join(f"{k}x^{i}" if i > 1 else f"{k}x" if i else str(k) for i, k in enumerate(self.c) if k) or "0"
p = Poly(1, 1)
for _ in range(9): p = p * Poly(1, 1)
print(p, p(2), Poly()(5), Poly(0, 0, 3), Poly(0.5, 0.25)(2))
