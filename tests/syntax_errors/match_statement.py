# Syntax errors: match statement.
cases = [
    'match x:',
    'match x:\n  pass',
    'match x:\n  case',
    'match x:\n  case 1',
    'match x:\n  case 1: pass\n  else: pass',
    'match x:\n  case a: pass\n  case b: pass',
    'match x:\n  case a | 1: pass',
    'match x:\n  case a | b: pass',
    'match x:\n  case [a, a]: pass',
    'match x:\n  case {a: 1}: pass',
    "match x:\n  case {'a': 1, 'a': 2}: pass",
    "match x:\n  case {**r, 'a': 1}: pass",
    'match x:\n  case C(a=1, 2): pass',
    'match x:\n  case C(a=1, a=2): pass',
    'match x:\n  case [*a, *b]: pass',
    'match x:\n  case 1 + 1: pass',
    'match x:\n  case -a: pass',
    'match x:\n  case x as _: pass',
    "match x:\n  case f'a': pass",
    'match x:\n  case *a: pass',
    'match x:\n  case a.b(): pass\n  case _: pass\n  case 2: pass',
    'case 1: pass',
]
for case in cases:
    try:
        compile(case, "file.py", "exec")
        print(repr(case), "compiles")
    except SyntaxError as e:
        message = e.msg.split(". Perhaps")[0].split(". Maybe")[0]
        print(repr(case), type(e).__name__, e.lineno, message)
