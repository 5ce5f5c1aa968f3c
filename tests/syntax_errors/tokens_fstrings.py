# Syntax errors: tokens fstrings.
cases = [
    "f'{'",
    "f'}'",
    "f'{}'",
    "f'{a b}'",
    "f'{a!x}'",
    "f'{a:{b}'",
    "f'{a['",
    "f'{!r}'",
    "f'{*}'",
    "f'{1 +}'",
    "f'{a!}'",
]
for case in cases:
    try:
        compile(case, "file.py", "exec")
        print(repr(case), "compiles")
    except SyntaxError as e:
        message = e.msg.split(". Perhaps")[0].split(". Maybe")[0]
        print(repr(case), type(e).__name__, e.lineno, e.filename)
