# Precedence and associativity, shown with an object that writes down what is done.
class T:
    def __init__(self, text):
        self.text = text
    def __repr__(self):
        return self.text

def binary(name, sign):
    def method(self, other):
        return T("(%r %s %r)" % (self, sign, other))
    setattr(T, "__%s__" % name, method)

for name, sign in (("add", "+"), ("sub", "-"), ("mul", "*"), ("truediv", "/"), ("floordiv", "//"),
                   ("mod", "%"), ("matmul", "@"), ("pow", "**"), ("lshift", "<<"), ("rshift", ">>"),
                   ("and", "&"), ("or", "|"), ("xor", "^")):
    binary(name, sign)
T.__neg__ = lambda self: T("(-%r)" % self)
T.__pos__ = lambda self: T("(+%r)" % self)
T.__invert__ = lambda self: T("(~%r)" % self)
a, b, c, d, e = map(T, "abcde")
print(a + b * c)
print(a * b + c)
print(a - b - c)
print(a ** b ** c)
print(-a ** b)
print(a ** -b)
print(~a * -b)
print(a << b + c)
print(a & b | c ^ d)
print(a | b & c << d)
print(a / b // c % d @ e)
print(a + b << c - d)
print((a + b) * c)
print(-a * b, +a - -b)
print(a if b else c)
print(a or b and c, not a or b)
print(1 < 2 == 2, 1 < 2 < 3, 3 > 2 > 2, 1 == 1 in [1, True])
print(not 1 == 2, not 1 in [1], 1 not in [2], None is not 1)
print((lambda x: x or 3)(0), (lambda: 1, 2)[1])
print(1 if 0 else 2 if 0 else 3)
print([x for x in (1, 2, 3) if x if x > 1])
print(*[1, 2], *(3,), sep="-")
print(2 + 3 if False else 4)
print(1 + 2 in [3], 1 | 2 == 3, (1 | 2) == 3)
one, two = 1, 2
print(one < two in [two], not one < two)
