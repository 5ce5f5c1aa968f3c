# Syntax errors: parameters and arguments.
cases = [
    'def f(a, a): pass',
    'def f(*): pass',
    'def f(*, **k): pass',
    'def f(**k, a): pass',
    'def f(*a, *b): pass',
    'def f(a, /, b, /): pass',
    'def f(/): pass',
    'def f(*a, /): pass',
    'lambda a, a: 0',
    'lambda *: 0',
    'f(a=1, 2)',
    'f(**k, 1)',
    'f(**k, *a)',
    'f(a=1, a=2)',
    'f(1=2)',
    'f(x for x in y, 1)',
    'f(1, x for x in y)',
    'f(a.b=1)',
    'f(True=1)',
    'f(a+b=1)',
    'f(**)',
    'class C(x for x in y): pass',
]
for case in cases:
    try:
        compile(case, "file.py", "exec")
        print(repr(case), "compiles")
    except SyntaxError as e:
        message = e.msg.split(". Perhaps")[0].split(". Maybe")[0]
        print(repr(case), type(e).__name__, e.lineno, message)
