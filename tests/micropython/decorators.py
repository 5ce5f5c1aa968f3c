# oracle: expected
# The decorators of the module micropython leave a function as it is.
import micropython
@micropython.bytecode
def a(x): return x + 1
@micropython.native
def b(x, y=2): return x * y
@micropython.viper
def c(x: int) -> int: return x - 1
class K:
    @micropython.native
    def m(self): return "method"
print(a(1), b(2), c(3), K().m(), a.__name__)
