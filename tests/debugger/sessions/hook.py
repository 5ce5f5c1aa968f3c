import pdb
import sys


def first(a):
    b = a + 1
    breakpoint()
    c = b * 2
    return c


def second():
    value = 10
    pdb.set_trace(header="look here")
    value += 1
    return value


print(first(1))
print(second())
try:
    [].pop()
except IndexError:
    pdb.post_mortem()
print(pdb.runeval("first(3) + 1", {"first": lambda n: n * 5}))
pdb.run("x = 1\ny = x + 1\n", {})
print(pdb.runcall(max, 1, 2))
print("end")
