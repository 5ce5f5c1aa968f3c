# Code of a module, run with exec.
from _events import traced_code


traced_code('''"""Doc."""
import sys
x = 1
def f(a):
    return a + 1
class C:
    y = 2
for i in range(2):
    x += f(i)
if x:
    z = C.y
''')
traced_code("\n\nx = 1\n")
traced_code("pass")
traced_code("'only a docstring'")
