# Concatenation: results that share a beginning stay what they are.
import gc
s = ""
for i in range(3000): s += str(i)
joined = "".join(str(i) for i in range(3000))
print(len(s), hash(s) == hash(joined), s == joined)
a = s + "x"; b = s + "y"; c = a + "z"; d = s + "w"
print(a[-3:], b[-3:], c[-3:], d[-3:], len(a), len(c), a == b, a[:-1] == b[:-1], a < b)
del s, a; gc.collect()
print(b[-5:], c[-5:], d[-5:], {c: 1}[c[:-1] + "z"])
t = "ab" * 300; t = t + "c"; t = t + "d"; t = t + t; t = t + t
print(len(t), t.count("abcd"), t.count("cd"), t[-4:])
u = "é" * 300
for i in range(100): u += "ñ"
print(len(u), u[-1], u[299:302], u.encode()[-4:], u.find("ñ"))
class S(str): pass
v = S(u + "x"); w = S(v + "y"); print(len(v), len(w), w[-2:], type(w).__name__, type(w + "z").__name__)
kept = []
w = "q" * 600
for i in range(200):
    w += "e"; kept.append(w)
    if i % 20 == 0: gc.collect()
print(all(len(x) == 601 + i for i, x in enumerate(kept)), kept[5] + "a" == "q" * 600 + "e" * 6 + "a", kept[5] + "b" == kept[5] + "a")
big = "0123456789" * 100; big += big; big += big; print(len(big), big == "0123456789" * 400, big[3995:4000], {big: 1}["0123456789" * 400])
print(("a" * 600 + "b").upper()[-2:], ("a" * 600 + "b" + "c").split("b")[1], repr("a" * 600 + "b" + "'")[-3:])
try: "a" + 1
except TypeError as e: print(e)
try: 1 + "a"
except TypeError as e: print(e)
