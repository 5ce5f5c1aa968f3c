# Syntax errors: targets.
cases = [
    '1 = x',
    'f() = 1',
    'x + 1 = 2',
    'None = 1',
    'True = 1',
    "'a' = 1",
    '[1] = x',
    '(a, 1) = x',
    'x, 5 = y',
    'a + b, c = 1',
    'lambda: x = 1',
    'x = 1 = y',
    'x += 1 += 2',
    'f() += 1',
    '(a, b) += 1',
    '[a] += 1',
    '1 += x',
    'x: int: str',
    '(a, b): int',
    'f(): int',
    '__debug__ = 1',
    'def f(None): pass',
    'class None: pass',
    'import None',
    'from x import True',
    'for 1 in x: pass',
    'for f() in x: pass',
    'with x as 1: pass',
    'with x as f(): pass',
    'del 1',
    'del f()',
    'del x + 1',
    'del (a, 1)',
    '(x := 5) = 1',
    'x := 5',
    'f(x := 1, y=2)',
    '[x := 1]',
    '(1 := x)',
    '(a.b := 1)',
    '[i := 0 for i in x]',
    '[x for x in (y := z)]',
    'class C: [y := x for x in z]',
]
for case in cases:
    try:
        compile(case, "file.py", "exec")
        print(repr(case), "compiles")
    except SyntaxError as e:
        message = e.msg.split(". Perhaps")[0].split(". Maybe")[0]
        print(repr(case), type(e).__name__, e.lineno, message)
