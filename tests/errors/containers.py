# Types and messages of errors: containers.
class C:
    x = 1
    __slots__ = ()
class D: pass
def f(a): pass
for case in r"""
bytes([256])
bytes([-1])
bytes('a')
bytes(-1)
bytearray([300])
bytearray('x')
'a'.join([1])
'a'.join(5)
'abc'.index('z')
[1].index(2)
[1].remove(2)
(1,).index(2)
[].pop()
[1].pop(5)
{}.pop('k')
{}.popitem()
set().pop()
set().remove(1)
bytearray().pop()
'a'.split('')
'a'.replace(1, 2)
'a'.find(1)
'a'.encode('nothing')
b'\xff'.decode()
'\xe9'.encode('ascii')
b'\xff'.decode('ascii')
dict([1])
dict([(1, 2, 3)])
dict(a=1, **{'a': 2})
memoryview('a')
memoryview(5)
''.startswith(1)
''.strip(1)
''.ljust('a')
''.ljust(5, 'ab')
""".strip().split("\n"):
    try:
        result = eval(case)
        print(case, "=", result)
    except Exception as error:
        print(case, "!", type(error).__name__, error.msg if isinstance(error, SyntaxError) else error)
