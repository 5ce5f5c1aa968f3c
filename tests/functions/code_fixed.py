# oracle: expected
# Code objects and the code of a function cannot be changed.


def f(a):
    return a


print(f.__code__.replace() is f.__code__)
for change in ({"co_name": "g"}, {"co_consts": ()}, {"co_firstlineno": 5}):
    try:
        f.__code__.replace(**change)
    except NotImplementedError as error:
        print(error)
try:
    f.__code__ = (lambda: 1).__code__
except AttributeError as error:
    print(type(error).__name__)
print(f(1))
