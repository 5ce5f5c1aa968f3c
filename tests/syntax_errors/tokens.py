# Syntax errors: tokens.
cases = [
    '0x',
    '0b2',
    '0o8',
    '012',
    '1_',
    '1__0',
    '0_x',
    '1e',
    '1.e+',
    '1a',
    '0xg',
    '1if 2else 3',
    '5.a',
    '1.2.3',
    '$',
    '?',
    'x ? y',
    'x!',
    '`x`',
    'a $ b',
    '\\',
    'x \\ y',
    'é²',
    'x = \xa0 1',
    '“x”',
    "'\\x1'",
    "'\\u12'",
    "'\\U00110000'",
    "b'é'",
    "b'a' 'b'",
    "'\\N{nothing at all}'",
    "b'\\x'",
]
for case in cases:
    try:
        compile(case, "file.py", "exec")
        print(repr(case), "compiles")
    except SyntaxError as e:
        message = e.msg.split(". Perhaps")[0].split(". Maybe")[0]
        print(repr(case), type(e).__name__, e.lineno, message)
