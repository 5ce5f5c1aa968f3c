# Branches and loops with else, break and continue.
def classify(n):
    if n < 0:
        return "negative"
    elif n == 0:
        return "zero"
    elif n < 10:
        return "small"
    else:
        return "large"
print([classify(n) for n in (-5, 0, 3, 10)])
n = 0
while n < 10:
    n += 1
    if n == 3:
        continue
    if n == 6:
        break
    print(n, end=" ")
else:
    print("never")
print()
while n:
    n -= 1
else:
    print("else of while", n)
for i in range(3):
    print(i)
else:
    print("else of for", i)
for i in range(3):
    if i == 1:
        break
else:
    print("never")
print(i)
for i in []:
    pass
else:
    print("empty", i)
for i in range(3):
    for j in range(3):
        if j == i:
            break
        if i == 2:
            continue
        print(i, j)
    else:
        print("never")
for i in range(5):
    i *= 10
    print(i, end=" ")
print()
for box in [[0]]:
    for box[0] in range(3):
        print(box)
class A: pass
for A.x in "ab":
    print(A.x)
def find(items, wanted):
    for index, item in enumerate(items):
        if item == wanted:
            return index
    return None
print(find("hello", "l"), find("hello", "z"))
values = [1, 2, 3]
for value in values:
    if len(values) < 6:
        values.append(value * 10)
print(values)
d = {"a": 1, "b": 2}
for key in d:
    print(key, d[key])
for i in range(10, 0, -3):
    print(i, end=" ")
print()
for i in range(0):
    print("never")
count = 0
while True:
    count += 1
    try:
        if count < 3:
            continue
        break
    finally:
        print("finally", count)
x = 5
while x > 0: x -= 2
print(x)
while 1:
    while 1:
        break
    break
if None: print("no")
if []: print("no")
if "": print("no")
if 0.0: print("no")
if not 0: print("yes")
start = stop = 3
for i in range(start, stop + 3):
    stop = 100
    print(i, end=",")
print()
for big in range(2**70, 2**70 + 3):
    print(big - 2**70, end=",")
print()
for c in range(3), "ab":
    print(list(c))
try:
    for i in 5: pass
except TypeError as e:
    print(e)
