# Syntax errors: indentation.
cases = [
    '  x = 1',
    'x = 1\n  y = 2',
    'if x:\npass',
    'if x:\n    a\n  b',
    'if x:\n  a\n   b',
    'def f():\npass',
    'if 1:\n\tx\n        y',
    'class C:\nx = 1',
    'for x in y:\npass',
    'while x:\npass',
    'try:\npass',
    'with x:\npass',
    'else:\n  pass',
    'try:\n  x\nexcept:\npass',
    'if x: pass\n  else: pass',
    'x\n y',
]
for case in cases:
    try:
        compile(case, "file.py", "exec")
        print(repr(case), "compiles")
    except SyntaxError as e:
        message = e.msg.split(". Perhaps")[0].split(". Maybe")[0]
        print(repr(case), type(e).__name__, e.lineno, message)
