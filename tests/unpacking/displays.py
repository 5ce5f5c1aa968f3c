# Stars in displays, calls, subscripts, returns and assignments.
a = [1, 2]
b = (3, 4)
print([*a, *b], (*a, *b), {*a, *b} == {1, 2, 3, 4}, [*a, 0, *"xy", *range(2), *{}])
print({**{"a": 1}, "b": 2, **{"a": 3, "c": 4}})
print([*[]], (*(),), {**{}})
x = *a, 5
print(x)
for y in *a, 9:
    print(y, end=" ")
print()
def f(): return *a, *b
print(f())
def g():
    got = yield *a, 7
    print("got", got)
gen = g()
print(next(gen))
for code in ("[*5]", "(*None,)", "{**[]}", "{**1}", "{*3}", "print(*1)", "a, b = *5,"):
    try:
        exec(code)
    except TypeError as error:
        print(error)
first, (second, *third), *fourth = 1, (2, 3, 4), 5, 6
print(first, second, third, fourth)
*a1, b1 = "x"
print(a1, b1)
(a2, b2), c2 = "ab", "c"
print(a2, b2, c2)
class Sequence:
    def __getitem__(self, index):
        if index > 2: raise IndexError
        return index * 2
p, *q = Sequence()
print(p, q)
class Iterable:
    def __iter__(self):
        print("iter", end=" ")
        return iter((1, 2))
m, n = Iterable()
print(m, n)
def counting():
    for i in range(10):
        print("yield", i, end=" ")
        yield i
try:
    r, s = counting()
except ValueError as error:
    print(error)
for u, *v in ("abc", [1], (2, 3)):
    print(u, v)
print([(k, w) for k, *w in [(1, 2, 3), (4,)]])
d = {}
d["a"], d["b"], *d["c"] = range(5)
print(d)
[[z]] = [[1]]
print(z)
() = []
[] = ()
print(*"abc", *[1, 2], sep=",")
