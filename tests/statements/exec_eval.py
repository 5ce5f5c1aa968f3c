# exec, eval and compile, with namespaces.
print(eval("1 + 2"), eval(" 3 "), eval("(4,\n5)"))
x = 10
print(eval("x"), eval("x", {"x": 20}), eval("x + y", {"x": 1}, {"y": 2}))
exec("y = x + 1")
print(y)
space = {}
exec("a = 1\ndef f(): return a + 1\nb = f()", space)
print(space["a"], space["b"], "__builtins__" in space)
inner = {}
exec("c = a; a = 5", {"a": 3}, inner)
print(inner)
code = compile("2 ** 5", "<test>", "eval")
print(eval(code), eval(code))
code = compile("for i in range(3): print(i)", "<test>", "exec")
exec(code)
code = compile("40 + 2", "<test>", "single")
exec(code)
exec(compile("None", "<test>", "single"))
exec(compile("'text'; 1.5", "<test>", "single"))
print(exec("1"), eval("None"))
def local():
    z = 5
    print(eval("z"), eval("z * 2", {"z": 50}))
    exec("print(z + 1)")
local()
print(eval("[i * x for i in range(3)]"))
print(eval("lambda q: q + x")(5))
print(eval(b"1 + 1"))
for args in (("1 +",), ("x = 1",), ("",), ("undefined_name",), (5,), ("1", 5), ("pass",)):
    try:
        print(eval(*args))
    except Exception as error:
        print(type(error).__name__, error.msg if isinstance(error, SyntaxError) else error)
for args in (("1", "f", "other"), ("x y", "f", "exec")):
    try:
        compile(*args)
    except Exception as error:
        print(type(error).__name__, error.msg if isinstance(error, SyntaxError) else error)
try:
    exec("raise KeyError('k')")
except KeyError as error:
    print(repr(error))
exec("")
exec("# only a comment")
exec("\n\n")
exec("class K:\n    v = 3\nprint(K.v)", {})
g = {"value": 1}
exec("def change():\n    global value\n    value = 2\nchange()", g)
print(g["value"])
exec("global gg\ngg = 7")
print(gg)
