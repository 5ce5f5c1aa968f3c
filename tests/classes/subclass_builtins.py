# Subclasses of builtin types: results of methods, own attributes, overriding, identity of type.
class I(int):
    def __new__(cls, v, note="n"): self = super().__new__(cls, v); self.note = note; return self
    def __add__(self, o): return I(int(self) + o, "sum")
    def __repr__(self): return f"I({int(self)})"
i = I(5, "x"); print(i, i.note, i + 1, (i + 1).note, type(i * 2).__name__, i == 5, hash(i) == hash(5), {5: "a"}[i], i > 3, -i, int(i), isinstance(i, int), bool(I(0)))
print([10, 20, 30, 40, 50, 60][i], "ab" * I(2), range(I(3)), 1 + i, i.bit_length(), f"{i:03d}", "%d" % i, str(i), float(i))
class S(str):
    def __new__(cls, v): return super().__new__(cls, v.upper())
    def shout(self): return self + "!"
    def __len__(self): return 99
s = S("abc"); print(s, s.shout(), len(s), type(s.lower()).__name__, s == "ABC", {"ABC": 1}[s], s[1], s in "xABCx", "".join([s, s]), type(s[:]).__name__, repr(s), f"{s}", hash(s) == hash("ABC"))
s.attr = 1; print(s.attr, s.__dict__)
class L(list):
    def __getitem__(self, k): return ("got", super().__getitem__(k))
    def append(self, v): super().append(v * 2)
    def __contains__(self, v): return v == "magic"
l = L([1, 2]); l.append(3); l.extra = 5; print(l, l[0], l[1:], list(l), len(l), "magic" in l, 1 in l, l.extra, l + [9], type(l + l).__name__, l == [1, 2, 6], sorted(l, reverse=True), isinstance(l, list))
class D(dict):
    def __missing__(self, k): return "missing " + str(k)
    def __setitem__(self, k, v): super().__setitem__(k, [v])
d = D(a=1); d["b"] = 2; print(d, d["zzz"], d.get("zzz"), "zzz" in d, len(d), list(d.items()), {**d}, type(d.copy()).__name__, d == {"a": 1, "b": [2]})
d.update(c=3); d.setdefault("q", 1); print(d["c"], d["q"])
class T(tuple):
    def __new__(cls, *a): return super().__new__(cls, a)
    @property
    def first(self): return self[0]
t = T(1, 2, 3); print(t, t.first, len(t), t + (4,), type(t[:2]).__name__, t == (1, 2, 3), hash(t) == hash((1, 2, 3))); a, *b = t; print(a, b)
class F(float):
    def __str__(self): return "F!"
f = F(1.5); print(f, repr(f), f * 2, type(f + f).__name__, f == 1.5, int(f), round(f), "%s %.2f" % (f, f), f"{f:.1f}", f.is_integer())
class C(complex): pass
print(C(1, 2), C(1, 2) * 1j, C("1+2j").imag)
class B(bytes):
    def hi(self): return self[0]
b = B(b"ab"); print(b, b.hi(), b + b"c", b == b"ab", type(b[:]).__name__, len(b), b.hex())
class BA(bytearray): pass
ba = BA(b"ab"); ba.append(99); ba.z = 1; print(ba, ba.z, ba == b"abc")
class Se(set):
    def add(self, v): super().add(str(v))
se = Se([1]); se.add(2); print(sorted(map(str, se)), len(se), se | {3} == {1, "2", 3}, type(se | se).__name__ in ("Se", "set"))
class Fs(frozenset): pass
print(Fs([1]) == {1}, hash(Fs([1])) == hash(frozenset([1])), len(Fs()))
class E(Exception):
    def __init__(self, code): super().__init__("code %d" % code); self.code = code
try: raise E(5)
except E as e: print(e, e.code, repr(e))
class R(object):
    def __init__(self): self.x = 1
for bad in ("class X(bool): pass", "class X(type(None)): pass", "class X(range): pass", "class X(slice): pass", "class X(type(len)): pass", "class X(type(lambda: 0)): pass", "class X(memoryview): pass"):
    try: exec(bad); print("ok")
    except TypeError as e: print(e)
class It(list):
    def __iter__(self): return iter(["iter"])
print(list(It([1])), [*It([1])], tuple(It([1, 2])), len(It([1, 2])))
class Key(str):
    def __eq__(self, o): return str(self).lower() == str(o).lower()
    def __hash__(self): return hash(self.lower())
k = {Key("A"): 1}; print(k.get(Key("a")), Key("B") == "b", Key("B") in [Key("b")])
class Cmp(int):
    def __lt__(self, o): return int(self) > int(o)
print(sorted([Cmp(1), Cmp(3), Cmp(2)]), min(Cmp(1), Cmp(2)))
class N(int): __bool__ = lambda self: False; __index__ = lambda self: 1; __hash__ = int.__hash__
print(bool(N(5)), [7, 8][N(0)] in (7, 8), not N(3))
class Str2(str):
    def __str__(self): return "str2"
    def __format__(self, spec): return "fmt:" + spec
print(str(Str2("x")), f"{Str2('x'):abc}", "%s" % Str2("x"), "{}".format(Str2("q")), Str2("a") + "b", print(Str2("p")))
