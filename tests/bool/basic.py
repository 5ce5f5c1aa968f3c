# Booleans and truth.
print(True, False, repr(True), str(False), type(True), bool(), bool(1), bool(0), bool(""), bool("0"), bool([]), bool([0]), bool(None), bool(0.0), bool(0j), bool({}), bool(range(0)), bool(range(1)), bool(b""), bool(()), bool(set()), bool(frozenset([1])), bool(...), bool(NotImplemented) if False else "")
print(True + 1, True == 1, False == 0, True is True, True is not 1 if False else "", isinstance(True, bool), isinstance(1, bool), issubclass(bool, int), int(True), float(True), str(True), hash(True), ~True, -True, True << 3, True / 2, True ** 5)
for a in (True, False):
    for b in (True, False): print(a and b, a or b, not a, a & b, a | b, a ^ b, a == b, a != b, a < b, a >= b, a and not b, type(a & b).__name__)
print(True & 3, 3 & True, True | 4, True ^ 1, type(True & 3).__name__)
print(1 and 2, 0 and 2, 1 or 2, 0 or 2, 0 or "" or [] or "last", 1 and 2 and 3, not [], not 0, not "x", None or False, [] and 1, () or {} or 5)
def f(x): print("f", x, end=" "); return x
print(f(0) and f(1), f(1) and f(2), f(0) or f(3), f(4) or f(5), not f(0), f(1) < f(2) < f(3), f(3) < f(2) < f(1), f(0) if f(1) else f(2))
print([True, False].count(1), {True: "a", 1: "b"}, {1: "x"}[True], ["no", "yes"][True], "ab"[False], sum([True, True, False]), sorted([True, False]), max(True, False), [1, 2][not 5])
print(f"{True} {True:d} {True:5} {True!r:>6}|{True:>6}|{False:<7}|", "%s %d %r" % (True, True, True), "{}".format(False), format(True, ""), f"{True:b}", f"{True:x}")
print(True.bit_length(), True.to_bytes(1, "big"), True.real, (True).__and__(False), True.conjugate(), bool.from_bytes(b"\x01", "big"), True.__bool__(), True.__repr__())
x = True; x &= False; print(x); x |= True; print(x); x ^= True; print(x); x += 1; print(x)
print(all([]), all([1, 2]), all([1, 0]), any([]), any([0, ""]), any([0, 5]), all(x > 0 for x in (1, 2)), any(x > 1 for x in (0, 1)))
print(None, repr(None), type(None).__name__, None == None, None is None, None == 0, bool(None), str(None), hash(None) == hash(None), {None: 1}[None], [None] * 2)
print(..., type(...).__name__, repr(Ellipsis), NotImplemented, type(NotImplemented).__name__, ... is Ellipsis, {...: 1}[...], type(None)() is None, type(...)() is ...)
try: True.x = 1
except AttributeError as e: print(e)
try: bool(1, 2)
except TypeError as e: print(e)
while not x: break
else: print("x is", x)
