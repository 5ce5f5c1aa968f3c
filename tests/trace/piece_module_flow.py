# Control flow at the level of a module.
from _events import traced_code


traced_code('''
n = 3
while n:
    n -= 1
    if n == 1:
        continue
    for i in range(n):
        if i:
            break
    else:
        m = n
try:
    {}[0]
except KeyError:
    k = 1
with open(__file__) if False else memoryview(b"") as v:
    k = 2
''')
