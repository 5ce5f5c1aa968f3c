# Closures: cells shared and separate, deep nesting, recursion, arguments as cells.
def adder(n):
    return lambda x: x + n
print(adder(1)(2), adder(10)(2))
def pair():
    value = 0
    def setter(new):
        nonlocal value
        value = new
    return lambda: value, setter
get, put = pair()
get2, put2 = pair()
put(5)
print(get(), get2())
def deep(a):
    def one(b):
        def two(c):
            def three(d):
                return a, b, c, d
            return three
        return two
    return one
print(deep(1)(2)(3)(4))
def recursive():
    def fact(n):
        return 1 if n < 2 else n * fact(n - 1)
    return fact
print(recursive()(10))
def mutual():
    def even(n):
        return n == 0 or odd(n - 1)
    def odd(n):
        return n != 0 and even(n - 1)
    return even
print(mutual()(10), mutual()(7))
def args_as_cells(a, *args, k=1, **kw):
    def inner():
        return a, args, k, kw
    a += 1
    k += 1
    return inner
print(args_as_cells(1, 2, 3, k=4, z=5)())
def loop():
    functions = []
    for i in range(3):
        def f():
            return i
        functions.append(f)
    return [f() for f in functions]
print(loop())
def in_generator():
    total = 0
    def add(x):
        nonlocal total
        total += x
        return total
    return [add(x) for x in range(5)], list(add(x) for x in range(3)), total
print(in_generator())
def class_in_function(n):
    class C:
        size = n
        def get(self):
            return n, self.size
    return C
print(class_in_function(3)().get(), class_in_function(4)().get())
def compose(*fs):
    def run(x):
        for f in fs:
            x = f(x)
        return x
    return run
print(compose(str, len, lambda n: n * 2)(12345))
def memo(f):
    seen = {}
    def wrapper(n):
        if n not in seen:
            seen[n] = f(n)
        return seen[n]
    return wrapper
@memo
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(80))
def in_comprehension(n):
    return [[(i, j, n) for j in range(i)] for i in range(n)]
print(in_comprehension(3))
def lambda_default(x=(lambda: 5)()):
    return x
print(lambda_default())
def make(n):
    def f(g=lambda: n):
        return g()
    return f
print(make(8)())
def swap():
    a, b = 1, 2
    def do():
        nonlocal a, b
        a, b = b, a
    do()
    return a, b
print(swap())
def except_cell():
    try:
        raise ValueError("kept")
    except ValueError as e:
        f = lambda: str(e)
        print(f())
    try:
        f()
    except NameError as error:
        print(error)
except_cell()
def with_cell():
    import io
    with io.StringIO("text") as file:
        return (lambda: file.read())()
print(with_cell())
def for_cell():
    for i in range(2):
        yield lambda: i
print([f() for f in for_cell()], [f() for f in list(for_cell())])
