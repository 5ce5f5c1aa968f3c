# floats: 64
# Floats of every exponent go through lists, attributes, dicts and calls unchanged.
values = [0.0]
v = 1.0
for i in range(0, 1024, 7): values.append(2.0 ** i); values.append(-(2.0 ** i) * 1.3)
for i in range(0, 1074, 7): values.append(2.0 ** -i); values.append(-(2.0 ** -i) * 0.7)
class Box: pass
def same(x): return x
bad = 0
boxes = []
for i, x in enumerate(values):
    b = Box(); b.x = x; boxes.append(b)
    if same(x) != x or [x][0] != x or {i: x}[i] != x or {x: i}[x] != i or (x,)[0] != x: bad += 1
for b, x in zip(boxes, values):
    if b.x != x or float(repr(b.x)) != x: bad += 1
print(bad, len(values))
print([repr(x) for x in values[::9]])
total = 0.0
for x in values: total += x / (1 + abs(x))
print(round(total, 9))
edge = [2.0 ** 255, 2.0 ** 256, 2.0 ** 257, 2.0 ** -254, 2.0 ** -255, 2.0 ** -256, 2.0 ** 511, 2.0 ** 512, 2.0 ** -511, 2.0 ** -512, 5e-324, 2.2250738585072014e-308, 1.7976931348623157e308]
for x in edge:
    print(x, -x, x * 2, x / 2, x + x == x * 2, x - x, x == -(-x), hash(x) == hash(-(-x)), x > x / 2, int(x) if x < 1e3 else int(x).bit_length())
nan = float("nan"); inf = float("inf")
print([nan, inf, -inf], nan is nan, [nan].count(nan), (nan,) == (nan,), {nan: 1}[nan], [inf] == [inf])
