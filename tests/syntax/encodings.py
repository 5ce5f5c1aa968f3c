# Sources with odd bytes: BOM, CRLF, CR, form feed, tabs, coding comments, no newline, NUL, trailing spaces.
for source in ("x = 1\r\ny = 2\r\nprint(x + y)\r\n", "x = 1\rprint(x)\r", "\fx = 1\n\f\nprint(x)", "if 1:\n\tx = 1\n\tprint(x)", "# -*- coding: utf-8 -*-\nprint('é')", "print('no newline')", "   \n\t\n  # c\nprint(1)   \n   ", "x = '''a\r\nb'''\nprint(repr(x))", "print(1);", "\n\n\nprint('late')", "print('a' # comment\n)", "x = 1 \\\n + 1\nprint(x)", "if 1:\r\n  print('crlf block')\r\n", "def f():\n    '''doc\n    more'''\n\n\n    return 1\n\n\nprint(f())", "print('tab\there')", "#only", "", " ", "\n", "print(\t1\t,\t2\t)", "if True: # comment\n    # comment\n  # other\n    print('c')\n# end", "x = (1, # one\n     # nothing\n\n     2)\nprint(x)", "class C:\n\n    # c\n\n    x = 1\n\nprint(C.x)", "try:\n  pass\n# between\nexcept: pass\nprint('ok')"):
    try: exec(compile(source, "f", "exec"))
    except SyntaxError as e: print(repr(source), type(e).__name__, e.lineno)
for source in (b"print('bytes')", "print('é')".encode(), b"\xef\xbb\xbfprint('bom')", b"# coding: latin-1\nprint(1)"):
    exec(source)
for bad in (b"\xff", b"x = '\xe9'"):
    try: exec(bad); print("ok")
    except SyntaxError as e: print(type(e).__name__)
