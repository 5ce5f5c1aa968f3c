# Text processing: a template engine, word wrap, a CSV reader, Roman numerals, Morse, run lengths, a regular-expression matcher.
def wrap(text, width):
    line = []
    for w in text.split():
        if sum(map(len, line)) + len(line) + len(w) > width: yield " ".join(line); line = []
        line.append(w)
    if line: yield " ".join(line)
LOREM = "The amphisbaena is a serpent with a head at each end, which the poet says was born of drops of blood that fell on the sands of Libya."
for l in wrap(LOREM, 30): print(f"|{l:<30}|{l:^30}|{l:>30}|")
def justify(l, w):
    words = l.split(); gaps = len(words) - 1; spaces = w - sum(map(len, words))
    return l if not gaps else "".join(x + " " * (spaces // gaps + (i < spaces % gaps)) for i, x in enumerate(words[:-1])) + words[-1]
print([justify(l, 30) for l in wrap(LOREM, 30)])
def csv(text):
    row, cell, quoted, i = [], "", False, 0
    while i < len(text):
        c = text[i]
        if quoted:
            if c == '"':
                if text[i + 1:i + 2] == '"': cell += '"'; i += 1
                else: quoted = False
            else: cell += c
        elif c == '"': quoted = True
        elif c == ",": row.append(cell); cell = ""
        elif c == "\n": yield row + [cell]; row, cell = [], ""
        else: cell += c
        i += 1
    if cell or row: yield row + [cell]
print(list(csv('a,b,c\n1,"two, three","say ""hi"""\n,,\nlast')))
ROMAN = list(zip((1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1), "M CM D CD C XC L XL X IX V IV I".split()))
def roman(n):
    out = ""
    for v, s in ROMAN: out += s * (n // v); n %= v
    return out
def unroman(s):
    n = 0
    for v, t in ROMAN:
        while s.startswith(t): n += v; s = s[len(t):]
    return n
print([roman(n) for n in (1, 4, 9, 14, 40, 90, 400, 1994, 2026)], all(unroman(roman(n)) == n for n in range(1, 4000)))
def runs(s):
    i = 0
    while i < len(s):
        j = i
        while j < len(s) and s[j] == s[i]: j += 1
        yield s[i], j - i; i = j
enc = lambda s: "".join(f"{n if n > 1 else ''}{c}" for c, n in runs(s))
print(enc("aaabccdddd"), list(runs("aabbb")), enc(""), enc("abc"))
def match(p, s):
    def here(p, s):
        if not p: return True
        if len(p) > 1 and p[1] == "*": return star(p[0], p[2:], s)
        if p == "$": return not s
        return bool(s) and p[0] in (".", s[0]) and here(p[1:], s[1:])
    def star(c, p, s):
        while True:
            if here(p, s): return True
            if not s or c not in (".", s[0]): return False
            s = s[1:]
    if p[:1] == "^": return here(p[1:], s)
    return any(here(p, s[i:]) for i in range(len(s) + 1))
print([(p, s, match(p, s)) for p, s in (("abc", "xabcx"), ("^abc", "xabc"), ("a.c$", "xxabc"), ("a*b", "b"), ("^a*$", "aaab"), (".*x", "hello x"), ("", "any"), ("^$", ""), ("ab*c", "abbbbc"))])
class Template:
    def __init__(self, text): self.parts = [p for i, chunk in enumerate(text.split("{{")) for p in ([("text", chunk)] if i == 0 else [("expr", chunk.split("}}")[0].strip()), ("text", chunk.split("}}", 1)[1])])]
    def render(self, **env): return "".join(v if k == "text" else str(eval(v, {}, env)) for k, v in self.parts)
print(Template("Dear {{ name.title() }}, {{ n }} snake{{ '' if n == 1 else 's' }} and {{ n * 2 }} heads.").render(name="ada", n=3))
caesar = lambda s, k: "".join(chr((ord(c) - 97 + k) % 26 + 97) if c.isalpha() else c for c in s.lower())
print(caesar("Hello, World", 3), caesar(caesar("attack at dawn", 7), -7)); vowels = str.maketrans("aeiou", "AEIOU") if hasattr(str, "maketrans") else None
print("education".translate(vowels), sorted("listen") == sorted("silent"), "amanaplan"[::-1], " ".join(w[::-1] for w in "two heads".split()), "%-10s|%5.2f|%03d" % ("row", 2.5, 7), "abc" < "abd" < "b", max("the quick brown".split(), key=len), {w: len(w) for w in "a bb ccc".split()}, "x".join("abc"), "-".join(sorted(set("hello"))), "Hello World".swapcase(), [ord(c) - 96 for c in "cab"], "".join(dict.fromkeys("mississippi")), "a,b;c".replace(";", ",").split(","), sum(c in "aeiou" for c in LOREM.lower()))
def levenshtein(a, b):
    p = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        c = [i]
        for j, y in enumerate(b, 1): c.append(min(p[j] + 1, c[-1] + 1, p[j - 1] + (x != y)))
        p = c
    return p[-1]
print(levenshtein("kitten", "sitting"), levenshtein("", "abc"), levenshtein("flaw", "lawn"))
def b64(data):
    t = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"; out = ""
    for i in range(0, len(data), 3):
        c = data[i:i + 3]; n = int.from_bytes(c + bytes(3 - len(c)), "big")
        out += "".join(t[n >> s & 63] for s in (18, 12, 6, 0))[:len(c) + 1] + "=" * (3 - len(c))
    return out
print(b64(b"Man"), b64(b"Ma"), b64(b"M"), b64(bytes(range(20))))
def crc32(data):
    c = 0xFFFFFFFF
    for b in data:
        c ^= b
        for _ in range(8): c = c >> 1 ^ 0xEDB88320 * (c & 1)
    return c ^ 0xFFFFFFFF
print(hex(crc32(b"123456789")), f"{crc32(b''):08x}")
