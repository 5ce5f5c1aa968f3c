# Types and messages of errors: subscripts.
class C:
    x = 1
    __slots__ = ()
class D: pass
def f(a): pass
for case in r"""
None[0]
5[0]
[1][5]
[1][-5]
[1]['a']
[1][1.0]
(1,)[3]
(1,)['a']
'abc'[10]
'abc'['a']
b'abc'[10]
{}['k']
{}[1]
""".strip().split("\n"):
    try:
        result = eval(case)
        print(case, "=", result)
    except Exception as error:
        print(case, "!", type(error).__name__, error.msg if isinstance(error, SyntaxError) else error)
