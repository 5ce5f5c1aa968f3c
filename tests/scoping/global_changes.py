# Globals and builtins that appear, change and disappear under running code.
def read(): return value
for i in range(3):
    try: print(read())
    except NameError as e: print(e)
    if i == 0: value = "one"
value = "two"; print(read()); del value
try: read()
except NameError as e: print(e)
globals()["value"] = "via globals"; print(read()); globals().pop("value")
try: read()
except NameError as e: print(e)
def size(x): return len(x)
print(size([1, 2])); len = lambda x: "shadowed"; print(size([1])); del len; print(size([1, 2, 3]))
import builtins
def builtin(): return made_builtin
try: builtin()
except NameError as e: print(e)
builtins.made_builtin = 5; print(builtin()); made_builtin = 6; print(builtin()); del made_builtin; print(builtin()); builtins.made_builtin = 7; print(builtin()); del builtins.made_builtin
try: builtin()
except NameError as e: print(e)
old = builtins.abs; builtins.abs = lambda x: "patched"; print(abs(-1)); builtins.abs = old; print(abs(-1))
def counter():
    global n
    n += 1
    return n
n = 0; print([counter() for _ in range(5)], n); n = 2**62 - 1; print(counter()); n = "s"
try: counter()
except TypeError as e: print(e)
def define():
    global late
    def late(): return "late"
try: late()
except NameError as e: print(e)
define(); print(late()); late = lambda: "replaced"; print(late())
space = {"x": 1}; exec("def f(): return x", space); f = space["f"]; print(f()); space["x"] = 2; print(f()); del space["x"]
try: f()
except NameError as e: print(e)
space["x"] = [3]; print(f(), f.__globals__ is space if hasattr(f, "__globals__") else True)
for i in range(300): globals()["g%d" % i] = i
def total(): return g0 + g150 + g299
print(total()); g150 = 1000; print(total()); [globals().pop("g%d" % i) for i in range(0, 300, 2)]
try: total()
except NameError as e: print(e)
def self_replacing():
    global self_replacing
    self_replacing = lambda: "second"
    return "first"
print(self_replacing(), self_replacing())
def recursive(n): return n if n == 0 else recursive(n - 1)
r = recursive; recursive = lambda n: "other"; print(r(3))
class True_: pass
print([x for x in range(3) if (y := x)], y); print(__name__, "__name__" in globals()); __name__ = "changed"; print(__name__)
