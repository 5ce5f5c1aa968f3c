# Encodings and their error handlers.
texts = ["", "abc", "é", "€", "😀", "a\ud800b", "\udc80", "\udcff\udc81x", "añ€"]
handlers = ["strict", "ignore", "replace", "backslashreplace", "xmlcharrefreplace", "surrogateescape", "surrogatepass"]
for text in texts:
    for encoding in ("utf-8", "ascii", "latin-1"):
        for errors in handlers:
            try: print(ascii(text), encoding, errors, text.encode(encoding, errors))
            except UnicodeEncodeError as e: print(ascii(text), encoding, errors, e.encoding, e.start, e.end, e.reason, e)
datas = [b"abc", b"\xc3\xa9", b"\xc3", b"\xff", b"a\x80\x81b", b"\xed\xa0\x80", b"\xed\xb2\x80x", b"\xf0\x9f\x98", b"\xe2\x82(", b"\xc0\x80", b"\xf5\x80\x80\x80"]
for data in datas:
    for encoding in ("utf-8", "ascii", "latin-1"):
        for errors in handlers:
            if errors == "xmlcharrefreplace": continue
            try: print(data, encoding, errors, ascii(data.decode(encoding, errors)))
            except UnicodeDecodeError as e: print(data, encoding, errors, e.encoding, e.start, e.end, e.reason, e)
for name in ("UTF-8", "utf8", "U8", "Latin1", "ISO-8859-1", "l1", "US-ASCII", "646", "utf_8"):
    print(name, "é".encode(name, "replace"), b"abc".decode(name))
for bad in ("'é'.encode('nope')", "'é'.encode('ascii', 'nope')", "b'\\xff'.decode('ascii', 'nope')", "'a'.encode(5)", "'a'.encode('ascii', 5)", "b'a'.decode(encoding=5)", "str(b'a', 5)", "str('a', 'ascii')", "str(5, 'ascii')", "bytes('é', 'ascii')", "bytearray('é', 'ascii')", "str(b'\\xff', 'ascii')"):
    try: print(bad, ascii(eval(bad)))
    except Exception as e: print(bad, type(e).__name__, e)
print(str(bytearray(b"ab"), "ascii"), str(memoryview(b"ab"), "utf-8"), str(b"\xe9", "latin-1"), str(b"a\xff", errors="ignore"))
for code in (0, 0x7f, 0x80, 0x7ff, 0x800, 0xd7ff, 0xe000, 0xffff, 0x10000, 0x10ffff):
    data = chr(code).encode(); print(hex(code), data, ord(data.decode()) == code)
