# Types and messages of errors: attributes.
class C:
    x = 1
    __slots__ = ()
class D: pass
def f(a): pass
for case in r"""
f.nothing
D().nothing
D.nothing
C().y
(1).foo
'a'.foo
[].foo
None.foo
super().x
getattr(1, 'x')
setattr(1, 'x', 2)
delattr(D(), 'x')
5()
[1, 2](3)
'abc'(1)
""".strip().split("\n"):
    try:
        result = eval(case)
        print(case, "=", result)
    except Exception as error:
        print(case, "!", type(error).__name__, error.msg if isinstance(error, SyntaxError) else error)
