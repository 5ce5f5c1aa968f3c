# Syntax errors: delimiters and blocks.
cases = [
    '(',
    '[1, 2',
    '{1: 2',
    ')',
    ']',
    '}',
    '(]',
    '[1)',
    'x = (1,\ny',
    "'abc",
    '"abc',
    "'''abc",
    "x = 'a\nb'",
    'f(',
    '1 +',
    '* 2',
    'x = ',
    '= 5',
    'x == ',
    'if',
    'if x',
    'if x:',
    'if x:\n',
    'while True:',
    'for x in y:',
    'for x',
    'for in y: pass',
    'def f',
    'def f()',
    'def f():',
    'def f(:',
    'class',
    'class C',
    'class C:',
    'try: pass',
    'try:\n  pass\nx',
    'try: pass\nfinally',
    'except: pass',
    'else: pass',
    'elif x: pass',
]
for case in cases:
    try:
        compile(case, "file.py", "exec")
        print(repr(case), "compiles")
    except SyntaxError as e:
        message = e.msg.split(". Perhaps")[0].split(". Maybe")[0]
        print(repr(case), type(e).__name__, e.lineno, message)
