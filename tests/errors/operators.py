# Types and messages of errors: operators.
class C:
    x = 1
    __slots__ = ()
class D: pass
def f(a): pass
for case in r"""
1 / 0
1 // 0
1 % 0
1.0 / 0
1.0 // 0
1.0 % 0
divmod(1, 0)
0 ** -1
0.0 ** -1
1 << -1
1 >> -1
1j / 0
1 + 'a'
'a' + 1
'a' - 'b'
[] + ()
() + []
{} + {}
None + 1
-'a'
+[]
~1.5
abs('x')
1 < 'a'
'a' >= 1
[] < 1
None < None
{} < {}
1j < 2j
'a' * 'b'
[1] * 1.5
'a' * 1.0
1 @ 2
1 & 1.5
'a' in 5
1 in 'abc'
1 in 5
sorted([1, 'a'])
max(1, 'a')
sum(['a'])
pow('a', 2)
{1} | [1]
{1} - 5
""".strip().split("\n"):
    try:
        result = eval(case)
        print(case, "=", result)
    except Exception as error:
        print(case, "!", type(error).__name__, error.msg if isinstance(error, SyntaxError) else error)
