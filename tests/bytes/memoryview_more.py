# More of memoryview: contiguity, shapes, casts.
m = memoryview(b"abcdef"); print(m.c_contiguous, m.f_contiguous, m.contiguous, m.suboffsets, m[::2].contiguous, m[::2].c_contiguous, m.shape, m[::2].shape, m[::2].strides, m.ndim)
c = m.cast("H"); print(c.shape, c.format, c.itemsize, c.nbytes, c.tolist() == [25185, 25699, 26213], c.tobytes())
for bad in ("m.cast('I')", "m.cast('z')", "m[::2].cast('H')", "m.cast(5)", "c.cast('I')"):
    try: eval(bad); print("ok")
    except (TypeError, ValueError) as e: print(type(e).__name__)
print(m.hex(), m.hex(":") if hasattr(m, "hex") else "", m == memoryview(b"abcdef")[:], m[1:3] == b"bc", memoryview(bytearray(b"x")).readonly, [x for x in m[2:4]], m[-1], 97 in m, list(reversed(m))[:2])
