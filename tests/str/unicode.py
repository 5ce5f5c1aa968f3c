# Text beyond ASCII.
s = "Straße ÄÖÜ ñandú Ελλάδα Привет 日本 🐍 ﬁ"
print(s, len(s), len(s.encode()), s.upper(), s.lower(), s.title(), s.swapcase(), s.casefold())
print([ord(c) for c in s], "".join(chr(ord(c)) for c in s) == s)
print(s.split(), s.partition("日"), s.find("🐍"), s.center(50, "·"), s[::-1], s.replace("🐍", "snake"), sorted(set(s))[-3:], s.encode().decode() == s)
print(s.encode("utf-8")[:12], ascii(s), repr(s), "é" == "e\u0301", len("e\u0301"), "ǅ".lower(), "ß".upper(), "İ".lower() == "i̇", "Σ".lower(), "ΑΣ".lower())
for c in "aé€😀\x00\x7f\x80\u07ff\u0800\uffff\U00010000\U0010ffff": print(ord(c), len(c.encode()), c.encode(), chr(ord(c)) == c, repr(c))
for bad in (b"\x80", b"\xc3", b"\xc3\x28", b"\xe2\x82", b"\xf0\x9f\x90", b"\xff", b"\xc0\x80", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"a\xe9b", b"ok\xe2\x28\xa1"):
    try: print(bad.decode())
    except UnicodeDecodeError as e: print(e.start, e.end, e.reason)
    print(repr(bad.decode("utf-8", "replace")), repr(bad.decode("utf-8", "ignore")))
try: "\ud800".encode()
except UnicodeEncodeError as e: print(e)
try: "añ".encode("ascii")
except UnicodeEncodeError as e: print(e)
d = {"ключ": 1, "🔑": 2}; print(d["ключ"], d["🔑"], d)
print("%s|%5s|%-5s|" % ("é", "日", "ñ"), f"{'é':>4}|{'日':^5}|", "{:é<5}".format("x"), "é" * 3, "éa" + "b€", "é" in "café", "café".index("é"), "日本".startswith("日"), "x日".endswith("日"))
print("\u03b1", "\x41\u0042\U00000043", "\u00e9".isalpha(), "٣".isdigit(), "日".isalpha(), "é".isupper(), "É".isupper(), " \u2003".isspace(), "\u00a0x\u2003".strip(), "a\u2003b".split())
