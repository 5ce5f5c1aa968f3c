# floats: 64
# struct: all formats, byte orders, alignment, errors.
import struct
for code, values in (("b", (0, -1, 127, -128)), ("B", (0, 255)), ("h", (1, -2, 32767)), ("H", (65535,)), ("i", (-5, 2**31 - 1)), ("I", (2**32 - 1,)), ("l", (-7,)), ("L", (7,)), ("q", (-2**63, 2**63 - 1)), ("Q", (2**64 - 1,)), ("f", (1.5, -0.1, 1e10)), ("d", (3.141592653589793, -1e-300))):
    for order in "<>!=":
        for v in values:
            p = struct.pack(order + code, v); u = struct.unpack(order + code, p)
            print(order + code, v, p, u, struct.calcsize(order + code))
print(struct.pack("<bhiq", 1, 2, 3, 4), struct.pack(">bhiq", 1, 2, 3, 4), struct.calcsize("<bhiq"), struct.calcsize("bhiq"), struct.calcsize("@bi"), struct.calcsize("bd"), struct.calcsize("ib"), struct.calcsize("=bi"), struct.calcsize(""), struct.calcsize("5s2x"), struct.calcsize("3i"), struct.calcsize("@iq"), struct.pack("@bi", 1, 2), struct.unpack("@bi", struct.pack("@bi", 1, 2)))
print(struct.pack("5s", b"abc"), struct.pack("3s", b"abcdef"), struct.pack("s", b"xy"), struct.unpack("5s", b"abc\0\0"), struct.pack("<2xh", 1), struct.unpack("<2xh", b"\0\0\1\0"), struct.pack("3b", 1, 2, 3), struct.unpack("<3h", b"\1\0\2\0\3\0"), struct.pack("<0i"), struct.pack("< h h", 1, 2), struct.pack("0s", b""), struct.unpack("3x", b"abc"), struct.pack("<h2sb", 1, b"ab", 2))
buf = bytearray(8); struct.pack_into("<hh", buf, 2, 1, 2); print(buf); struct.pack_into(">i", buf, -4, 7); print(buf); print(struct.unpack_from("<h", buf, 2), struct.unpack_from("<h", b"\1\0\2\0", 2), struct.unpack_from(">h", buf), struct.unpack_from("<h", buf, offset=-2), struct.unpack_from("b", memoryview(buf)[3:]))
for bad in ("struct.pack('<b', 128)", "struct.pack('<B', -1)", "struct.pack('<h', 'a')", "struct.pack('<h')", "struct.pack('<h', 1, 2)", "struct.unpack('<h', b'a')", "struct.unpack('<h', b'abc')", "struct.pack('<z', 1)", "struct.pack('<i', 1.5)", "struct.pack('<f', 'a')", "struct.pack('<s', 'str')", "struct.pack_into('<i', bytearray(2), 0, 1)", "struct.pack_into('<i', bytearray(8), 6, 1)", "struct.pack_into('<i', b'abcd', 0, 1)", "struct.unpack_from('<i', b'abc')", "struct.unpack_from('<i', b'abcdef', 4)", "struct.calcsize('z')", "struct.calcsize('3')", "struct.unpack('<i', 'abcd')", "struct.pack('<i', 2**40)", "struct.pack('<Q', -1)", "struct.pack('<Q', 2**64)", "struct.pack(5, 1)"):
    try: print(bad, eval(bad))
    except Exception as e: print(bad, isinstance(e, (ValueError, TypeError, OverflowError)) or type(e).__name__ == "error")
class I:
    def __index__(self): return 3
print(struct.pack("<hB", I(), True), struct.unpack("<?", b"\1") if False else "", struct.pack("<f", 1), struct.pack("<d", True), struct.unpack("<f", b"\0\0\x80\x7f"), struct.unpack("<d", b"\0\0\0\0\0\0\xf0\xff"), struct.pack("<d", float("nan"))[-1], struct.unpack("<ff", struct.pack("<ff", 0.1, 2**-130)))
