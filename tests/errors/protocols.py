# Types and messages of errors: protocols.
class C:
    x = 1
    __slots__ = ()
class D: pass
def f(a): pass
for case in r"""
{[]: 1}
{{}: 1}
{[1]}
hash([])
hash({})
hash(set())
len(5)
len(D())
iter(5)
next(5)
next([])
{1}.remove([])
sorted(5)
max(1)
sum(5)
dict(5)
list(5)
tuple(5)
set(5)
zip(5)
enumerate(5)
reversed(5)
reversed({1})
all(5)
any(1)
[].extend(5)
{}.update(5)
{1}.union(5)
frozenset([[]])
""".strip().split("\n"):
    try:
        result = eval(case)
        print(case, "=", result)
    except Exception as error:
        print(case, "!", type(error).__name__, error.msg if isinstance(error, SyntaxError) else error)
