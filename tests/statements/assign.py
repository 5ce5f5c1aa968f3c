# Assignment: chains, unpacking, augmented, to attributes, subscripts and slices; evaluation order.
a = b = c = [1]
print(a is b is c)
x, y = 1, 2
x, y = y, x
print(x, y)
(p, q), [r, *s] = (1, 2), [3, 4, 5]
print(p, q, r, s)
*head, last = range(5)
print(head, last)
first, *middle, last = "abcdef"
print(first, middle, last)
first, *empty = [1]
print(first, empty)
[m] = [9]
print(m)
(n) = 8
print(n)
for i, (j, *k) in [(1, (2, 3, 4)), (5, [6])]:
    print(i, j, k)

class Box:
    pass

box = Box()
box.value = 1
box.value += 5
print(box.value)
items = [1, 2, 3]
items[0] += 10
items[-1] *= 3
print(items)
items[1:2] = [7, 8, 9]
print(items)
items[0], items[1] = items[1], items[0]
print(items)
i = 0
i, items[i] = 2, "set"
print(i, items)

def note(text, value):
    print(text, end=" ")
    return value

note("target", items)[note("index", 0)] = note("value", 5)
print()
note("target", {})[note("key", 1)] = note("value", 2)
print()
n = 10
n += 1; print(n)
n -= 2; print(n)
n *= 3; print(n)
n //= 2; print(n)
n %= 8; print(n)
n **= 3; print(n)
n <<= 2; print(n)
n >>= 1; print(n)
n |= 1; print(n)
n &= 0xF; print(n)
n ^= 3; print(n)
n = 7
n /= 2; print(n)
text = "a"
text += "b" * 2
print(text)
shared = [1]
alias = shared
alias += [2]
print(shared)
t = ([1],)
try:
    t[0] += [2]
except TypeError as error:
    print(error, t)
value: int = 3
other: "anything" = 4
undefined: str
print(value, other)
try:
    undefined
except NameError as error:
    print(error)
box.attr: int = 6
print(box.attr)
for code in ("a, b = 1, 2, 3", "a, b = 1,", "a, *b, c = 1,", "a, b = 5", "[a, b] = iter([1])", "a, = ()",
             "a, b, c = 'xy'", "a, b = {1, 2, 3}", "a, b = None"):
    try:
        exec(code)
        print("ok")
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)
