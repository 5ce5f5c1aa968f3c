# List, set, dict and generator comprehensions.
print([x * x for x in range(5)])
print([x for x in range(10) if x % 2 if x % 3])
print([(x, y) for x in range(3) for y in "ab"])
print([(x, y) for x in range(3) if x for y in range(x) if y < 2])
print(sorted({x % 3 for x in range(10)}))
print({x: x * x for x in range(4)})
print({k: v for k, v in zip("abc", range(3)) if v})
print(list(x + 1 for x in [1, 2]))
print(sum(x for x in range(10)), max(len(w) for w in ["a", "bcd"]), any(x > 2 for x in range(3)))
print([[j for j in range(i)] for i in range(4)])
print([a + b for a, b in [(1, 2), (3, 4)]], [h for h, *t in ["ab", "cd"]])
print([y for x in [[1, 2], [3]] for y in x])
print([lambda: i for i in range(3)][0]())
print([x if x % 2 else -x for x in range(5)])
print([(lambda v: v * 2)(x) for x in range(3)])
n = 3
print([n * x for x in range(n)])
print([x for x in [x for x in range(3)]])
gen = (print("lazy", x) or x for x in range(2))
print("before")
print(list(gen), list(gen))
def source():
    print("source evaluated")
    return [1, 2]
g = (x for x in source())
print("made")
print(next(g), next(g), next(g, "end"))
try:
    (x for x in 5)
except TypeError as error:
    print(error)
print([y := 5, y ** 2], y)
print([last := x for x in range(3)], last)
print(any((hit := x) > 2 for x in range(10)), hit)
def f(a, b):
    return [(a, b, c) for c in range(2)], {a: b for a in "z"}, a
print(f(1, 2))
class C:
    items = [1, 2]
    doubled = [i * 2 for i in items]
print(C.doubled)
print({(x, y): x * y for x in range(2) for y in range(2)})
print([*(x for x in range(3)), *[y for y in "ab"]])
print(dict((k, k * 2) for k in range(3)))
print("".join(c.upper() for c in "abc" if c != "b"))
print([i for i in range(5) if not i & 1 or i == 3])
print([x for x in (1, 2, 3) if (lambda: x > 1)()])
matrix = [[1, 2, 3], [4, 5, 6]]
print([[row[i] for row in matrix] for i in range(3)])
print(list(zip(*[(i, i * i) for i in range(3)])))
try:
    [1 // x for x in (1, 0)]
except ZeroDivisionError as error:
    print(error)
