# Types and messages of errors: arity.
class C:
    x = 1
    __slots__ = ()
class D: pass
def f(a): pass
for case in r"""
len()
len(1, 2)
range()
slice()
type()
type(1, 2)
object(1)
D(1)
getattr(1)
max()
map()
map(f)
filter(f)
print(x=1)
input(1, 2, 3)
callable()
id()
repr()
ascii()
''.center()
[].sort(1)
[].sort(bad=1)
[].insert(1)
[].append()
[].append(1, 2)
{}.get()
{}.fromkeys()
""".strip().split("\n"):
    try:
        result = eval(case)
        print(case, "=", result)
    except Exception as error:
        print(case, "!", type(error).__name__, error.msg if isinstance(error, SyntaxError) else error)
