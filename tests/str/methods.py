# Every method of str.
s = "Hello, World"
print(s.upper(), s.lower(), s.swapcase(), s.title(), s.capitalize(), s.casefold(), "they're bill's".title(), "ABC def".capitalize())
print(s.find("o"), s.find("o", 5), s.find("o", 5, 7), s.find("z"), s.find(""), s.find("", 12), s.find("", 13), s.rfind("o"), s.rfind("o", 0, 5), s.rfind(""), s.find("o", -4), s.find("l", None, -3), s.index("W"), s.rindex("l"), s.count("l"), s.count("l", 4), s.count(""), "aaaa".count("aa"), s.count("l", 0, 3))
for bad in ("s.index('z')", "s.rindex('z')", "s.index('H', 1)"):
    try: eval(bad)
    except ValueError as e: print(e)
print(s.startswith("Hell"), s.startswith("ello", 1), s.startswith(("x", "H")), s.startswith(""), s.startswith("Hello", 0, 3), s.endswith("ld"), s.endswith(("a", "d")), s.endswith("or", 0, 10), s.endswith("or", 0, -2), s.startswith(()), s.startswith("", 20))
print("a,b,,c".split(","), "a b  c\t\nd ".split(), "a,b,c".split(",", 1), "a b c".split(None, 1), "".split(), "".split(","), "abc".split("b"), "abab".split("ab"), " a ".split(" "), "a--b--c".split("--", maxsplit=1), "  x  y z  ".split(maxsplit=1), "a".split(sep="a"))
print("a,b,,c".rsplit(",", 2), "a b  c ".rsplit(None, 1), "a,b".rsplit(","), "  a b c ".rsplit(maxsplit=2), "xax".rsplit("x", 1))
print("a\nb\r\nc\rd\n".splitlines(), "a\nb\r\nc".splitlines(True), "".splitlines(), "\n".splitlines(), "a\n\nb".splitlines(keepends=True), "a\x0bb\x0cc\x1cd\x85e\u2028f".splitlines())
print("a-b-c".partition("-"), "abc".partition("-"), "a-b-c".rpartition("-"), "abc".rpartition("-"), "-".partition("-"))
print("  x ".strip() + "|", "  x ".lstrip() + "|", "  x ".rstrip() + "|", "xxaxx".strip("x"), "abcba".strip("ab"), "abc".lstrip("ba"), "abc".rstrip("cb"), "\t\n x\r\x0b\x0c".strip(), "".strip(), "aaa".strip("a"), " x ".strip(None))
print("x".center(5) + "|", "x".center(4, "*"), "ab".center(5, "*"), "abc".center(2), "x".ljust(4) + "|", "x".ljust(4, "."), "x".rjust(4), "x".rjust(4, "é"), "42".zfill(5), "-42".zfill(5), "+42".zfill(2), "".zfill(3), "abc".zfill(5), "--1".zfill(6))
print("aXbX".replace("X", "--"), "aXbX".replace("X", "", 1), "abc".replace("", "-"), "abc".replace("", "-", 2), "aaa".replace("aa", "b"), "abc".replace("z", "y"), "abc".replace("abc", ""), "".replace("", "x"), "".replace("a", "x"), "aaa".replace("a", "bb", 0), "aaa".replace("a", "b", -1))
print("-".join(["a", "b", "c"]), "".join("abc"), ",".join([]), ", ".join(("x",)), "-".join(str(i) for i in range(3)), " ".join({"k": 1}), "ab".join("12"))
for text in ("abc", "ABC", "aBc", "123", "abc1", " ", "", "a b", "Ab Cd", "éa", "½", "²", "٣", "\t\n", "_x", "1x", "class", "日本"):
    print(repr(text), text.isalpha(), text.isdigit(), text.isalnum(), text.isspace(), text.isupper(), text.islower(), text.istitle(), text.isascii(), text.isidentifier(), text.isprintable(), text.isdecimal(), text.isnumeric())
print("prefix_x".removeprefix("prefix_"), "x".removeprefix("y"), "file.py".removesuffix(".py"), "x".removesuffix(""), "aaa".removeprefix("a"))
print("a\tb".expandtabs(), "a\tb".expandtabs(4), "\t".expandtabs(2) + "|", "ab\tc\nd\te".expandtabs(4), "a\tb".expandtabs(0), "a\tb".expandtabs(tabsize=3))
t = str.maketrans("abc", "xyz", "d"); print("aabbccdd".translate(t), "abc".translate({97: None, 98: "BB", 99: 67}), "abc".translate(str.maketrans({"a": "1", "b": None})), str.maketrans("a", "b"))
print("abc".encode(), "é".encode(), "é".encode("utf-8"), "abc".encode("ascii"), "é€".encode("ascii", "ignore"), "é".encode("ascii", "replace"), "é".encode("latin-1"), "é".encode("ascii", "backslashreplace"), "é".encode(encoding="utf8", errors="strict"))
print("{} {}".format(1, 2), "{a}".format(a=1), "{a} {b}".format_map({"a": 1, "b": 2}))
class Missing(dict):
    def __missing__(self, k): return "<" + k + ">"
print("{a} {zz}".format_map(Missing(a=1)))
print("abc" + "def", "ab" * 3, 3 * "ab", "ab" * 0, "ab" * -1, "a" "b", "b" in "abc", "" in "abc", "bc" in "abc", "x" not in "abc", "abcd" in "abc")
print("a" < "b", "a" < "B", "abc" < "abd", "ab" < "abc", "" < "a", "a" == "a", "a" != "A", "é" > "z", "a" <= "a", "b" >= "a", "Z" < "a", "abc" == b"abc", "1" == 1, "\U0001F40D" > "\uffff")
print(len(""), len("abc"), len("é€😀"), str(), str("x"), str(5), str(None), str(b"ab"), str(b"ab", "utf-8"), str(b"\xc3\xa9", "utf-8", "strict"), str(object=3), str(b"\xff", errors="replace", encoding="utf-8"), str([1, "a"]), str(1.0), str("é"))
print("abc".__len__(), "a".__add__("b"), "abc".__contains__("b"), "a".__eq__("a"), "abc".__getitem__(1), "a".__mul__(3), "a".__lt__("b"), "x".__hash__() == hash("x"), "%s".__mod__(5), "ab".__repr__(), "x".__str__(), "a".__ne__("b"), "abc".__iter__().__next__(), str.upper("abc"), "a".__format__(">3"))
print(min("hello"), max("hello"), sorted("hello"), list("abc"), tuple("ab"), set("aab") == {"a", "b"}, list(enumerate("ab")), list(reversed("abc")), "".join(reversed("abc")), dict(zip("ab", "cd")), "abc"[::-1], ord("a"), chr(8364), hash("a") == hash("a"))
a, b, c = "xyz"; print(a, b, c); x = "a"; x += "b"; x *= 3; print(x)
print(repr("it's"), repr('say "x"'), repr("it's \"x\""), repr("\n\t\r\\\0\x7f\x1b"), repr("é"), repr("\u200b"), repr("\ud800"), repr("\U0001F40D"), repr(""), ascii("é€😀a"), repr("\xa0\xad"), repr("\x80"))
