# Context managers in all positions, with errors in each of their parts.
class Manager:
    def __init__(self, name, swallow=False, fail=None):
        self.name = name
        self.swallow = swallow
        self.fail = fail
    def __enter__(self):
        print("enter", self.name)
        if self.fail == "enter":
            raise ValueError("in enter")
        return self.name.upper()
    def __exit__(self, kind, value, traceback):
        print("exit", self.name, kind.__name__ if kind else None, value, traceback is not None)
        if self.fail == "exit":
            raise KeyError("in exit")
        return self.swallow

with Manager("a") as a:
    print(a)
with Manager("a") as a, Manager("b") as b:
    print(a, b)
with (Manager("c"), Manager("d") as d):
    print(d)
with (
    Manager("e") as e,
    Manager("f") as f,
):
    print(e, f)
with (Manager("g")) as g: print(g)
with Manager("swallow", True):
    raise RuntimeError("gone")
print("after")
try:
    with Manager("keep"):
        raise RuntimeError("kept")
except RuntimeError as error:
    print("caught", error)
try:
    with Manager("outer"), Manager("inner", fail="enter"):
        print("never")
except ValueError as error:
    print("caught", error)
try:
    with Manager("one", fail="exit"):
        raise RuntimeError("first")
except KeyError as error:
    print("caught", error, repr(error.__context__))
with Manager("outer", True), Manager("two", fail="exit"):
    pass
def returns():
    with Manager("r"):
        return "value"
print(returns())
for i in range(3):
    with Manager("loop"):
        if i == 0:
            continue
        break
def generator():
    with Manager("gen"):
        yield 1
        yield 2
for value in generator():
    print(value)
gen = generator()
next(gen)
gen.close()
with Manager("tuple") as (x, *y):
    print(x, y)
box = {}
with Manager("subscript") as box["k"]:
    print(box)
class NoExit:
    def __enter__(self): pass
class NoEnter:
    def __exit__(self, *args): pass
for bad in (NoExit(), NoEnter(), 1):
    try:
        with bad:
            print("never")
    except (TypeError, AttributeError) as error:
        print(type(error).__name__, error)
class Truthy:
    def __enter__(self): return self
    def __exit__(self, *args): return [1]
with Truthy():
    raise ValueError
with Truthy() as t, Manager("inside"):
    raise ValueError("passes inside, swallowed outside")
class Instance:
    pass
i = Instance()
i.__enter__ = i.__exit__ = lambda *a: None
try:
    with i: pass
except (TypeError, AttributeError) as error:
    print(error)
with Manager("nested") as n:
    with Manager("deeper", True):
        try:
            raise ValueError("x")
        finally:
            print("finally")
