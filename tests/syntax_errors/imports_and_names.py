# Syntax errors: imports and names.
cases = [
    'from x import *\ndef f(): pass',
    'def f():\n  from x import *',
    'class C:\n  from x import *',
    'import',
    'import x as',
    'from x import',
    'from x import (a',
    'from . import *\nx',
    'from x import a,',
    'import x.y as z.w',
    'from __future__ import nothing',
    'x = 1\nfrom __future__ import division',
    'from .. import',
]
for case in cases:
    try:
        compile(case, "file.py", "exec")
        print(repr(case), "compiles")
    except SyntaxError as e:
        message = e.msg.split(". Perhaps")[0].split(". Maybe")[0]
        print(repr(case), type(e).__name__, e.lineno, message)
