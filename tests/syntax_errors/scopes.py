# Syntax errors: scopes.
cases = [
    'global x; x = 1',
    'def f():\n  x = 1\n  global x',
    'def f():\n  print(x)\n  global x',
    'def f(x):\n  global x',
    'nonlocal x',
    'def f():\n  nonlocal x',
    'def f():\n  x = 1\n  def g():\n    x = 2\n    nonlocal x',
    'def f():\n  global x\n  nonlocal x',
    'def f(x):\n  nonlocal x',
    'def f():\n  def g():\n    nonlocal zz',
]
for case in cases:
    try:
        compile(case, "file.py", "exec")
        print(repr(case), "compiles")
    except SyntaxError as e:
        message = e.msg.split(". Perhaps")[0].split(". Maybe")[0]
        print(repr(case), type(e).__name__, e.lineno, message)
