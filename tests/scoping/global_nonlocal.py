# Names: local, global, nonlocal, builtin; class bodies; comprehensions.
x = "global"
def read():
    return x
def write():
    x = "local"
    return x
def rebind():
    global x
    x = "changed"
print(read(), write(), x)
rebind()
print(x)
def unbound():
    try:
        print(y)
    except UnboundLocalError as error:
        print(error)
    y = 1
unbound()
def outer():
    v = 1
    def middle():
        def inner():
            nonlocal v
            v += 1
            return v
        return inner
    step = middle()
    print(step(), step(), v)
outer()
def shadows():
    x = "enclosing"
    class C:
        seen = x
        x = "class"
        own = x
        def method(self):
            return x
        items = [x for _ in range(1)]
    return C.seen, C.own, C().method(), C.items
print(shadows())
def declares():
    global fresh
    fresh = 5
    def inner():
        return fresh
    return inner()
print(declares(), fresh)
def mixed():
    x = 1
    def inner():
        global x
        x = "from inner"
    inner()
    return x
print(mixed(), x)
len = lambda value: "shadowed"
print(len([]))
del len
print(len([]))
i = "kept"
[i for i in range(3)]
print(i)
print([[i for i in range(j)] for j in range(3)], i)
def late():
    return [f() for f in [lambda: k for k in range(3)]]
print(late())
def defaults():
    return [f() for f in [lambda k=k: k for k in range(3)]]
print(defaults())
class A:
    n = 3
    squares = [k * k for k in range(n)]
    try:
        bad = [n for _ in range(1)]
    except NameError as error:
        print(error)
print(A.squares)
def conditional(flag):
    if flag:
        value = 1
    try:
        return value
    except UnboundLocalError as error:
        return str(error)
print(conditional(True), conditional(False))
def loop_variable():
    for q in range(3):
        pass
    return q
print(loop_variable())
def except_variable():
    e = 1
    try:
        raise ValueError
    except ValueError as e:
        pass
    try:
        return e
    except UnboundLocalError as error:
        return str(error)
print(except_variable())
def free_then_local():
    z = 1
    def inner():
        try:
            return z
        except NameError as error:
            return str(error)
    first = inner()
    del z
    return first, inner()
print(free_then_local())
def nested_global():
    global g1
    g1 = 1
    class C:
        global g2
        g2 = 2
        g3 = 3
    return C.g3
print(nested_global(), g1, g2)
class B:
    print(__name__, __qualname__)
    def f(self):
        return __class__
print(B().f() is B)
def walrus():
    if (w := 5) > 3:
        pass
    [last := k for k in range(4)]
    return w, last
print(walrus())
def counter():
    count = 0
    def up():
        nonlocal count
        count += 1
        return count
    def get():
        return count
    return up, get
up, get = counter()
up(); up()
print(get())
class Scoped:
    a = 1
    def b(self, a=a):
        return a
    a = 2
print(Scoped().b(), Scoped.a)
print(sorted(locals().keys() & {"x", "i", "read"}) if hasattr(dict(), "keys") else 0)
def show_locals(a, b=2):
    c = 3
    return sorted(locals().items())
print(show_locals(1))
print("x" in globals(), globals()["x"], globals() is globals())
globals()["made"] = 1
print(made)
