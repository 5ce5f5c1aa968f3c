# memoryview: formats, slices with steps, casts, and what a view forbids its bytearray.
for source in (bytes(range(16)), bytearray(range(16))):
    m = memoryview(source)
    for code in "bBcHhIiLlQqfd?":
        v = m.cast(code)
        print(code, v.itemsize, len(v), v.nbytes, v.shape, v.strides, v.readonly, v.format, v[0] == v.tolist()[0], v[-1] == v[len(v) - 1], v.tobytes() == bytes(source), v.cast("B") == m)
    for s in (slice(2, 9), slice(None, None, 3), slice(None, None, -1), slice(10, 2, -3), slice(5, 5), slice(100, None), slice(-3, None)):
        v = m[s]; print(s, v.tolist(), v.shape, v.strides, v.contiguous, bytes(v), v[::-1].tolist(), v == bytes(source)[s])
b = bytearray(b"abcdefgh"); m = memoryview(b)
m[2:4] = b"XY"; m[::-3] = b"123"; m[1:7][::2] = b"+-*"; m[0:4] = m[4:8]; m[1:8] = m[0:7]; print(b)
for bad in ("m[0:2] = b'abc'", "m[0] = 256", "m[0] = -1", "m[0] = 'a'", "m[8]", "m[-9]", "m['a']", "m[0:1] = 5", "del m[0]", "memoryview(b'a')[0:1] = b'b'", "m.cast('H')[0] = 70000", "m.cast('d')[0] = 'x'", "m.cast('z')", "m[1:].cast('H')", "m[::2].cast('H')", "m.cast('H').cast('I')", "memoryview(5)", "memoryview('a')", "hash(m)", "b.append(1)", "b.clear()", "b[1:2] = b''", "m < m", "m + m"):
    try: exec(bad); print(bad, "fine")
    except Exception as e: print(bad, type(e).__name__, e)
print(b, hash(memoryview(b"ab")) == hash(b"ab"), memoryview(b"ab") == bytearray(b"ab"), b"ab" == memoryview(b"ab"), memoryview(b"ab") == "ab", memoryview(b"\xab\xcd").hex(), memoryview(b"\xab\xcd").hex("-"))
n = m[2:5]; n.release(); m.release(); m.release(); b.append(33); print(b)
for bad in ("m[0]", "len(m)", "m.tobytes()", "m.format", "list(m)", "m[0:1]", "memoryview(m)", "m.__enter__()"):
    try: eval(bad)
    except ValueError as e: print(bad, e)
print(m == m, m == b"", repr(m)[:9])
with memoryview(b) as m, m[2:] as n: print(n.tolist(), m.obj is b, n.obj is b, 33 in m, m.toreadonly().readonly, memoryview(m).tolist() == m.tolist())
b.append(34); print(b)
i = memoryview(bytearray(8)).cast("i"); i[0] = -2; i[1] = 2 ** 31 - 1; print(i.tolist(), i.tobytes(), i == i.cast("B").cast("i"), i != i[::-1])
f = memoryview(bytearray(16)).cast("d"); f[0] = 1.5; f[1] = float("nan"); print(f.tolist(), f == f[:], f[:1] == f[:1])
