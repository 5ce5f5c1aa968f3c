# All binary operators: normal, reflected, in-place, NotImplemented, subclasses first.
names = "add sub mul matmul truediv floordiv mod divmod pow lshift rshift and or xor".split()
signs = "+ - * @ / // % divmod ** << >> & | ^".split()
class Both:
    def __repr__(self): return "Both"
class Left:
    def __repr__(self): return "Left"
class Right:
    def __repr__(self): return "Right"
class InPlace(Left):
    def __repr__(self): return "InPlace"
class Never:
    def __repr__(self): return "Never"
def maker(name):
    return lambda self, other: (name, self, other)
def refuse(self, other): return NotImplemented
for n in names:
    setattr(Both, f"__{n}__", maker(n)); setattr(Both, f"__r{n}__", maker("r" + n))
    setattr(Left, f"__{n}__", maker(n)); setattr(Right, f"__r{n}__", maker("r" + n))
    setattr(InPlace, f"__i{n}__", maker("i" + n))
    setattr(Never, f"__{n}__", refuse); setattr(Never, f"__r{n}__", refuse); setattr(Never, f"__i{n}__", refuse)
def apply(sign, a, b):
    if sign == "divmod": return divmod(a, b)
    return eval(f"a {sign} b", {"a": a, "b": b})
for sign in signs:
    print(sign, apply(sign, Both(), 1), apply(sign, 1, Both()), apply(sign, Left(), Right()), apply(sign, Right(), Both()), apply(sign, Never(), Right()))
    for pair in ((1, Left()), (Right(), 1), (Never(), Never()), (Never(), 1), (None, Never()), ("a", Never()), ([], Never())):
        try: print(apply(sign, *pair))
        except TypeError as e: print(e)
    if sign != "divmod":
        for x in (InPlace(), Left(), Never(), Right()):
            space = {"x": x}
            try: exec(f"x {sign}= 5", space); print(space["x"])
            except TypeError as e: print(e)
class Sub(Both):
    def __radd__(self, o): return "sub radd first"
    def __rmul__(self, o): return "sub rmul"
print(Both() + Sub(), Both() - Sub(), Sub() + Both(), Both() * Sub())
class Three:
    def __pow__(self, o, m=None): return "pow", o, m
    def __rpow__(self, o): return "rpow", o
print(pow(Three(), 2), pow(Three(), 2, 3), Three() ** 4, 2 ** Three())
try: pow(2, 3, Three())
except TypeError as e: print(e)
class Seq:
    def __mul__(self, n): return "seq mul", n
    def __rmul__(self, n): return "seq rmul", n
    def __add__(self, o): return "seq add"
print(Seq() * 2, 2 * Seq(), [1] * 2, Seq() + [])
class AddList:
    def __radd__(self, o): return "radd", o
print([1] + AddList(), (1,) + AddList(), "s" + AddList() if False else "", b"b" + AddList() if False else "")
x = [1]; y = x; x += (2,); x += "a"; x *= 2; print(x, y is x)
t = (1,); u = t; t += (2,); t *= 2; print(t, u)
s = {1, 2}; r = s; s |= {3}; s &= {2, 3}; s -= {3}; s ^= {5}; print(sorted(s), r is s)
d = {1: 1}; e = d; d |= {2: 2}; print(d, e is d)
b = bytearray(b"a"); c = b; b += b"bc"; b *= 2; print(b, c is b)
