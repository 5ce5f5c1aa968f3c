# assert, del, pass, global statements.
assert True
assert 1 == 1, "unused message"
for code in ("assert False", "assert 0, 'text'", "assert None, 42", "assert [], (1, 2)", "assert not 1, ''"):
    try:
        exec(code)
    except AssertionError as error:
        print(repr(error), error.args)
def message():
    print("message evaluated")
    return "lazy"
assert True, message()
try:
    assert False, message()
except AssertionError as error:
    print(error)
x = 1
del x
try:
    print(x)
except NameError as error:
    print(error)
a = b = c = 1
del a, (b, [c])
print([name for name in "abc" if name in globals()])
items = [0, 1, 2, 3, 4, 5]
del items[0]
del items[-1]
del items[1:3]
print(items)
d = {"k": 1, "l": 2}
del d["k"]
print(d)
class C:
    pass
C.attr = 1
del C.attr
print(hasattr(C, "attr"))
def f():
    y = 1
    del y
    try:
        return y
    except UnboundLocalError as error:
        return str(error)
print(f())
def g(z):
    del z
    z = 5
    return z
print(g(1))
for code in ("del nothing", "del items[10]", "del d['x']", "del C.none", "del (1).x", "del items[0].a", "del 'abc'[0]", "del (1,)[0]"):
    try:
        exec(code)
    except Exception as error:
        print(type(error).__name__, error)
def outer():
    value = 1
    def inner():
        return value
    print(inner())
    del value
    try:
        inner()
    except NameError as error:
        print(type(error).__name__, error)
outer()
pass
