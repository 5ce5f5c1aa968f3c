# Types and messages of errors: calls.
class C:
    x = 1
    __slots__ = ()
class D: pass
def f(a): pass
for case in r"""
f()
f(1, 2)
f(b=1)
""".strip().split("\n"):
    try:
        result = eval(case)
        print(case, "=", result)
    except Exception as error:
        print(case, "!", type(error).__name__, error.msg if isinstance(error, SyntaxError) else error)
