# bytes: making, methods, operators.
print(bytes(), bytes(3), bytes([1, 2, 255]), bytes("é", "utf-8"), bytes(b"x"), bytes(range(3)), bytes(bytearray(b"q")), bytes(memoryview(b"mv")), bytes("a", "ascii", "ignore"), bytes(x for x in (65, 66)), bytes("abc", encoding="ascii"))
b = b"Hello, World"
print(b[0], b[-1], b[1:4], b[::-1], b[::3], b[50:], len(b), list(b"ab"), b"el" in b, 72 in b, 300 in b if False else "", b + b"!", b"ab" * 2, 2 * b"ab", b * 0, b == b"Hello, World", b != b"x", b < b"I", b"a" < b"ab", b"" < b"a", hash(b) == hash(bytes(b)), b == bytearray(b), b"a" == "a")
print(repr(b"it's"), repr(b'"'), repr(b"\x00\t\n\r\\\x7f\xff"), str(b"a"), b"\x41\101", ascii(b"\xff"), bytes(range(256)))
print(b.upper(), b.lower(), b.swapcase(), b.title(), b.capitalize(), b.find(b"o"), b.find(b"o", 5), b.find(111), b.rfind(b"o"), b.index(b"W"), b.rindex(b"l"), b.count(b"l"), b.count(108), b.count(b""), b.startswith(b"He"), b.startswith((b"x", b"H")), b.endswith(b"ld"), b.startswith(b"ell", 1))
print(b"a,b,,c".split(b","), b"a b  c".split(), b"a,b,c".split(b",", 1), b"a,b,c".rsplit(b",", 1), b"a\nb\r\nc".splitlines(), b"a\nb".splitlines(True), b"a-b-c".partition(b"-"), b"a-b-c".rpartition(b"-"), b"abc".partition(b"-"))
print(b" x ".strip(), b" x ".lstrip(), b" x ".rstrip(), b"xxaxx".strip(b"x"), b"x".center(5), b"x".center(4, b"*"), b"x".ljust(3, b"."), b"x".rjust(3), b"42".zfill(5), b"-1".zfill(4), b"a\tb".expandtabs(4))
print(b"aXbX".replace(b"X", b"--"), b"aXbX".replace(b"X", b"", 1), b"abc".replace(b"", b"-"), b",".join([b"a", bytearray(b"b"), memoryview(b"c")]), b"".join([]), b"pre_x".removeprefix(b"pre_"), b"x.py".removesuffix(b".py"))
print(b"abc".isalpha(), b"123".isdigit(), b"a1".isalnum(), b" \t".isspace(), b"A".isupper(), b"a".islower(), b"Ab C".istitle(), b"\xff".isascii(), b"".isalpha(), b"".isascii())
print(b"abc".decode(), b"\xc3\xa9".decode("utf-8"), b"\xe9".decode("latin-1"), b"a\xff".decode("ascii", "replace"), b"a\xff".decode(errors="ignore"), b"\xff\x00".hex(), b"\xff\x00\x01".hex(":"), b"\x01\x02\x03\x04\x05".hex("-", 2), bytes.fromhex("ff 00 01"), bytes.fromhex("aBcD"), bytes.fromhex(""))
t = bytes.maketrans(b"ab", b"xy"); print(b"aabbcc".translate(t), b"abc".translate(None, b"b"), b"abc".translate(t, b"c"), len(t))
for bad in ("b[100]", "b['a']", "bytes([256])", "bytes(['a'])", "bytes('a')", "bytes(5, 'utf-8')", "bytes(-1)", "bytes(None)", "bytes(1.5)", "b + 'a'", "b + [1]", "b * 'a'", "b.find('a')", "b.split('a')", "b.split(b'')", "b''.join(['a'])", "b''.join([1])", "bytes.fromhex('f')", "bytes.fromhex('zz')", "b.index(b'zz')", "b.replace('a', 'b')", "b < 'a'", "b'\\xff'.decode()", "b.startswith('a')", "'a' in b", "b.decode('nope')", "b.center(5, b'ab')", "bytes(b'a', 'utf-8')", "b.strip('a')", "256 in b", "int(b'x')"):
    try: print(bad, eval(bad))
    except Exception as e: print(bad, type(e).__name__, e)
x = b"a"; x += b"b"; x *= 2; print(x); first, *rest = b"abc"; print(first, rest, sorted(b"cab"), max(b"abc"), sum(b"abc"), tuple(reversed(b"ab")), dict(enumerate(b"ab")), {b"k": 1}[b"k"])
class B:
    def __bytes__(self): return b"from object"
class I:
    def __index__(self): return 4
print(bytes(B()), bytes(I()), bytes([I()]), int(b"12"), float(b"1.5"), int.from_bytes(b"\x01\x00", "big"), b"%d" % 5, b"abc".__getitem__(1), b"a".__add__(b"b"), b"ab".__contains__(97), b"a".__len__(), b"".__bool__() if False else bool(b""))
print(bytes.fromhex("61 62").decode(), b"abc".__iter__().__next__(), b"x".__mul__(2), b"a".__eq__(b"a"), b"a".__lt__(b"b"), bytes.upper(b"q"), b"a" in [b"a"], [b"a"].index(b"a"), b"".splitlines(), b"abc".find(b""), b"abc".rfind(b""), b"abc".find(b"c", -1), b"abc".find(b"a", 1))
