# oracle: expected
# const in its places.
from micropython import const
import micropython
A = const(10)
B = const(A * 2 + 1)
_HIDDEN = const(0x100)
NEG = const(-5); SHIFT = const(1 << 8); TEXT = const("text"); FLT = const(1.5); TUP = const((1, 2)); BYT = const(b"x")
print(A, B, _HIDDEN, NEG, SHIFT, TEXT, FLT, TUP, BYT)
def f(): return A + _HIDDEN, [A for _ in range(2)], f"{A} {_HIDDEN}", A if _HIDDEN else 0
print(f())
class C:
    K = const(3)
    def g(self): return self.K + A
print(C.K, C().g(), micropython.const(7), 5)
print("A" in globals())
if A == 10: print("folded")
print((lambda: A)())
