# Decorators of functions and classes; order of evaluation; expressions.
def show(name):
    print("evaluate", name)
    def decorate(thing):
        print("apply", name, "to", thing.__name__)
        return thing
    return decorate
@show("outer")
@show("inner")
def f(): pass
@show("class")
class C:
    @show("method")
    def m(self): return "m"
print(C().m())
def twice(function):
    def wrapper(*args, **kw):
        return function(*args, **kw), function(*args, **kw)
    return wrapper
@twice
@twice
def one(): return 1
print(one())
@lambda f: f.__name__
def name(): pass
print(name)
decorators = [twice, show]
@decorators[0]
def zero(x): return x
print(zero(0))
class D:
    reg = {}
    def register(self, key):
        def add(f):
            self.reg[key] = f
            return f
        return add
d = D()
@d.register("a")
def first(): return "first"
@d.register("b")
def second(): return "second"
print(sorted(d.reg), d.reg["b"]())
class Count:
    def __init__(self, function):
        self.function = function
        self.calls = 0
    def __call__(self, *args):
        self.calls += 1
        return self.function(*args)
@Count
def add(a, b): return a + b
print(add(1, 2), add(3, 4), add.calls)
@(lambda cls: [cls.x])
class E: x = 5
print(E)
@str
class F: pass
print(F.startswith("<class"))
@property
def p(): pass
print(type(p).__name__)
try:
    @5
    def bad(): pass
except TypeError as error:
    print(error)
