# The % operator.
print("%s %r %a" % ("é", "é", "é"), "%d %i %u" % (1, -2, 3), "%x %X %#x %o %#o %#X" % (255, 255, 255, 8, 8, 255), "%e %E %f %F %g %G" % (1.5, 1.5, 1.5, 1.5, 1.5, 1e-10), "%c%c" % (65, "B"), "%%" % (), "100%%")
print("%5d|%-5d|%05d|%+d|% d|%+05d|%-+5d|" % (1, 2, 3, 4, 5, 6, 7), "%5s|%-5s|%.2s|%5.1s|%-6.3s|" % ("a", "b", "abc", "xyz", "hello"), "%10.3f|%-10.2f|%+.1f|%010.4f|" % (3.14159, 2.5, 1.0, -2.5), "%5x|%-5x|%05x|%#06x" % (255, 255, 255, 255))
print("%*d|%-*d|%.*f|%*.*f|" % (5, 1, 5, 2, 2, 3.14159, 8, 3, 2.5), "%(a)s %(b)d %(a)r" % {"a": "x", "b": 5}, "%(x)5.1f|%(x)%" % {"x": 2.55} if False else "%(x)5.1f|" % {"x": 2.5}, "%(a b)s %()s" % {"a b": 1, "": 2})
print("%s" % None, "%s" % [1, 2], "%s" % (1,), "%s" % ((1, 2),), "%s %s" % ([1], {"a": 1}), "%r" % {"k": "v"}, "%s" % True, "%d" % True, "%d" % 3.9, "%d" % -3.9, "%s" % 1.0, "%s" % 10 ** 20 if False else "", "%d" % 10 ** 20 if False else "%d" % (10 ** 20), "%x" % (2 ** 70), "%.3d" % 5, "%.0f" % 2.5, "%5.3d|" % 7, "%+.2e" % 12345.678)
class O:
    def __str__(self): return "str"
    def __repr__(self): return "repr"
    def __int__(self): return 7
    def __index__(self): return 8
    def __float__(self): return 2.5
print("%s %r %d %x %f" % (O(), O(), O(), O(), O()))
for fmt, args in (("%d", "a"), ("%d", None), ("%x", 1.5), ("%x", "a"), ("%f", "a"), ("%c", "ab"), ("%c", 1.5), ("%c", 0x110000), ("%s %s", ("a",)), ("%s", ("a", "b")), ("%", ()), ("%5", (1,)), ("%z", (1,)), ("abc", (1,)), ("%(a)s", {}), ("%(a)s", (1,)), ("%(a", {"a": 1}), ("%*d", ("a", 1)), ("%*d", (1,)), ("%s%%%", (1,)), ("%d%s", (1,)), ("%(a)d", {"a": "x"}), ("%.2147483648f" if False else "%y", (1,)), ("abc", {"a": 1}), ("abc", [1]), ("abc", 5), ("%s", ()), ("", ()), ("%.*f", (1.5, 2))):
    try: print(fmt, "->", fmt % args)
    except Exception as e: print(fmt, "->", type(e).__name__, e)
print("é%s" % "€", "%s" % b"b", "%5s|%-5s|" % ("é", "日"), "%c" % 233, "%c" % 0x1F40D, "%r" % "it's", "%a" % "日", "%s" % "%s", "%-010d|" % 5, "%+ d" % 5, "%ld %hd %lld" % (1, 2, 3) if False else "")
print(b"%s %d %x %c %r" % (b"a", 5, 255, 65, "é"), b"%5d|%-5s|%%" % (3, b"x"), b"%b" % b"q", b"%a" % "é", b"%(k)s" % {b"k": b"v"}, bytearray(b"%d") % 5)
for fmt, args in ((b"%s", "str"), (b"%d", "a"), (b"%c", 256), (b"%s", 5)):
    try: print(fmt % args)
    except Exception as e: print(type(e).__name__, e)
