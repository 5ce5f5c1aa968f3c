# bytearray: everything that changes it.
a = bytearray(b"abc"); a.append(100); a.extend(b"ef"); a.extend([103]); a.extend(range(104, 106)); a.insert(0, 65); a.insert(100, 90); a.insert(-1, 45); print(a, len(a))
print(a.pop(), a.pop(0), a.pop(-2), a); a.remove(98); print(a); a.reverse(); print(a); c = a.copy(); c.append(1); print(a, c, c == a); c.clear(); print(c, bool(c))
a = bytearray(b"0123456789"); a[0] = 65; a[-1] = 90; print(a); a[1:3] = b"xyz"; print(a); a[2:4] = []; print(a); a[::2] = b"....."[:len(a[::2])]; print(a); del a[0]; del a[-1]; del a[1:3]; print(a); del a[::2]; print(a); a[1:1] = b"INS"; print(a); a[:] = b"new"; print(a); a[5:] = b"end"; print(a)
a += b"!"; a *= 2; print(a); a += bytearray(b"?"); a += memoryview(b"m"); print(a); a[0:2] = a; print(a)
print(bytearray(), bytearray(3), bytearray([1, 2]), bytearray("é", "utf-8"), bytearray(b"x"), bytearray(x for x in (1, 2)), repr(bytearray(b"'")), str(bytearray(b"a\xff")))
b = bytearray(b"Hello"); print(b[0], b[1:3], b[::-1], type(b[1:2]).__name__, b + b"x", type(b + b"x").__name__, type(b"x" + b).__name__, b * 2, 101 in b, b"ell" in b, b == b"Hello", b < b"I", list(b), b.upper(), b.lower(), type(b.upper()).__name__, b.find(b"l"), b.count(108), b.split(b"l"), b.replace(b"l", b"L"), b.startswith(b"He"), b.endswith(b"o"), b.strip(b"H"), b.join([b"a", b"b"]), b.decode(), b.hex(), bytearray.fromhex("61 62"), b.isalpha(), b.index(b"e"), b.partition(b"l"), b.center(9, b"."), b.zfill(8), b.title(), b.swapcase(), b.capitalize(), b.ljust(7), b.rjust(7), b.lstrip(b"H"), b.rstrip(b"o"), b.rfind(b"l"), b.rindex(b"l"), b.rsplit(b"l", 1), b.rpartition(b"l"), b.splitlines(), b.translate(None, b"l"), b.expandtabs(), b.removeprefix(b"He"), b.removesuffix(b"lo"), b.isascii(), b.isalnum(), b.isdigit(), b.islower(), b.isupper(), b.isspace(), b.istitle(), bytearray.maketrans(b"a", b"b")[97])
for bad in ("b.append(256)", "b.append('a')", "b.extend('a')", "b.extend([256])", "b.extend(5)", "b.insert(0, -1)", "b.remove(0)", "b.pop(50)", "bytearray().pop()", "hash(b)", "b.__setitem__(0, 300)", "b.__setitem__(50, 1)", "b.__setitem__('a', 1)", "b.__delitem__(50)", "bytearray('a')", "bytearray(-1)", "bytearray([300])", "b + 'a'", "bytearray(1.5)", "{b: 1}", "b.__setitem__(slice(0, 2), 5)", "b.__setitem__(slice(None, None, 2), b'ab')", "b.__setitem__(slice(0, 1), 'a')", "b.__setitem__(slice(0, 1), [256])"):
    try: print(bad, eval(bad))
    except Exception as e: print(bad, type(e).__name__, e)
print(b)
m = memoryview(b)
for bad in ("b.append(1)", "b.extend(b'x')", "b.pop()", "b.clear()", "b.__delitem__(0)", "b.__iadd__(b'x')"):
    try: print(bad, eval(bad))
    except BufferError as e: print(bad, e)
b[0] = 74; print(m[0], b); m.release(); b.append(33); print(b)
for i, x in enumerate(bytearray(b"ab")): print(i, x)
big = bytearray(); 
for i in range(2000): big.append(i & 255)
print(len(big), sum(big), big[1000:1005]); del big[10:-10]; print(big); big[3:3] = bytes(5); print(big)
z = bytearray(b"zz"); z.__init__(b"re"); print(z); y = bytearray(b"abc"); y.extend(y); print(y); y.reverse(); print(y, sorted(y), max(y))
