# Types and messages of errors: formatting.
class C:
    x = 1
    __slots__ = ()
class D: pass
def f(a): pass
for case in r"""
'%d' % 'x'
format(1, 'q')
format('a', 'd')
format(1.5, 'd')
'{}'.format()
'{1}'.format(0)
'{a}'.format()
'{'.format()
'}'.format()
'{!x}'.format(1)
'%s %s' % 1
'%s' % (1, 2)
'%q' % 1
'%(a)s' % 5
'%(a)s' % {}
'%c' % 'ab'
'%c' % -1
""".strip().split("\n"):
    try:
        result = eval(case)
        print(case, "=", result)
    except Exception as error:
        print(case, "!", type(error).__name__, error.msg if isinstance(error, SyntaxError) else error)
