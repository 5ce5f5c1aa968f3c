# Where an error is: line, column, file and text; at run time through exec and import.
def where(source):
    try:
        compile(source, "some/file.py", "exec")
        print("compiles")
    except SyntaxError as e:
        print(e.filename, e.lineno, e.offset, e.msg, isinstance(e, ValueError), type(e).__mro__[1].__name__)
where("x = )"); where("\n\nx = )"); where("x = 1\ny = $\n"); where("  x"); where("if x:\ny"); where("def f():\n    return (1,\n\nz"); where("'abc"); where("x = 5\n'''abc\ndef"); where("f(a=1, 2)"); where("return"); where("class C:\n  return 1"); where("def f(a, a): pass"); where("x = 1\n  y = 2"); where("1 = x"); where("é = )"); where("x = \\\n)")
try: exec("a = 1\nb = )")
except SyntaxError as e: print(e.filename, e.lineno, e.msg)
try: eval("1 + ")
except SyntaxError as e: print(e.filename, e.lineno)
try: eval("x = 1")
except SyntaxError as e: print(e.msg)
for bad in (b"x = '\xff'", b"\xff"):
    try: exec(bad)
    except SyntaxError as e: print(type(e).__name__)
