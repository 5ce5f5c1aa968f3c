# Syntax errors: placement.
cases = [
    'return 1',
    'yield 1',
    'x = yield',
    'break',
    'continue',
    'def f():\n  break',
    'await x',
    'async x',
    'async def f(): pass\nawait f()',
    'def f(): await x',
    'def f():\n  async for x in y: pass',
    'def f():\n  async with x: pass',
    '[x async for x in y]',
]
for case in cases:
    try:
        compile(case, "file.py", "exec")
        print(repr(case), "compiles")
    except SyntaxError as e:
        message = e.msg.split(". Perhaps")[0].split(". Maybe")[0]
        print(repr(case), type(e).__name__, e.lineno, message)
