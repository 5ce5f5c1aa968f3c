# array.array.
from array import array
for code in "bBhHiIlLqQ":
    a = array(code, [1, 2, 100]); print(a, len(a), a[0], a[-1], a.typecode, list(a), a[1:], a == array(code, [1, 2, 100]), sum(a))
for code in "fd": a = array(code, [1.5, -2.25]); print(a, a[0], list(a), a.itemsize)
print([array(c).itemsize for c in "bBhHiIqQfd"], array("i"), array("b", b"ab"), array("B", bytearray(b"xy")), array("h", range(3)), array("i", (x for x in (1, 2))), array("i", array("h", [5, 6])))
a = array("i", [1, 2, 3]); a.append(4); a.extend([5, 6]); a.extend(array("i", [7])); a[0] = 10; a[-1] = 70; print(a, 3 in a, 99 in a, a + array("i", [8]), a * 2, len(a)); a += array("i", [9]); print(a); a[1:3] = array("i", [0, 0, 0]); print(a, a[::2], a[::-1])
del a[0]; print(a); del a[1:3]; print(a); print(a.pop(), a.pop(0), a, a.index(5), a.count(5)); a.insert(1, 55); a.remove(5); a.reverse(); print(a, a.tolist(), a.tobytes()[:4])
b = array("B"); b.frombytes(b"abc"); b.fromlist([1, 2]); print(b, bytes(b), bytearray(b), memoryview(b)[0], b.tobytes(), hash(b.tobytes()) == hash(bytes(b)))
for bad in ("array('z')", "array('b', [128])", "array('B', [-1])", "array('B', [256])", "array('i', ['a'])", "array('i', [1.5])", "array('f', ['a'])", "a[100]", "a['x']", "a.append('x')", "a.append(2**40)", "array('i', 5)", "array()", "array(5)", "a + [1]", "a.pop(100)", "array('i').pop()", "a.remove(12345)", "a.index(12345)", "hash(a)", "a < 5", "array('H', [70000])", "a.__setitem__(0, 'q')", "a.extend(5)", "a.extend(['a'])"):
    try: print(bad, eval(bad))
    except Exception as e: print(bad, type(e).__name__)
print(array("i", [1]) < array("i", [2]), array("i", [1, 2]) == array("d", [1.0, 2.0]), array("i", [1]) != array("i", [1]), array("q", [2**62, -2**63]), array("Q", [2**64 - 1]), bool(array("i")), bool(array("i", [0])), repr(array("d", [0.1])), max(array("h", [3, 9])), sorted(array("b", [3, -1])), list(reversed(array("b", [1, 2]))), [x for x in array("f", [0.5])], tuple(array("I", [2**32 - 1])))
big = array("H", range(1000)); print(big[500:505], len(big), sum(big)); c = array("b", [1, 2]); d = array("b", c); d[0] = 9; print(c, d, isinstance(c, array), type(c).__name__)
m = memoryview(array("i", [1, 2, 3])); m[1] = 50; print(m.obj, m.tolist()); e = array("i", [1, 2]); e.extend(e); print(e); i, *j = e; print(i, j)
