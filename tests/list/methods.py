# Every method and operation of list.
a = [3, 1, 2]
a.append(5); a.extend([7, 8]); a.extend("xy"); a.extend(i for i in range(2)); print(a, len(a))
a.insert(0, "first"); a.insert(-1, "near end"); a.insert(100, "last"); a.insert(-100, "very first"); print(a)
print(a.pop(), a.pop(0), a.pop(-2), a.pop(2), a); a.remove("x"); print(a, a.index(5), a.count(7), a.index(7, 2), a.index(7, -9, 10)); a.reverse(); print(a)
b = a.copy(); b.clear(); print(a, b, a.copy() == a, a.copy() is a)
n = [3, 1, 2, 10, -1]; n.sort(); print(n); n.sort(reverse=True); print(n); n.sort(key=lambda x: -x % 5); print(n); w = ["bb", "a", "CCC", "dd"]; w.sort(key=len); print(w); w.sort(key=str.lower, reverse=True); print(w); w.sort(key=None); print(w)
for bad in ("[].pop()", "[1].pop(1)", "[1].pop('a')", "[].remove(1)", "[].index(1)", "[1].index(1, 1)", "[1, 'a'].sort()", "[1].insert('a', 1)", "[1].extend(1)", "[1] + 1", "[1] + (1,)", "[1] * 'a'", "[1] * 1.5", "[1][1]", "[1][-2]", "[1]['a']", "[1][None]", "[1] < 1", "[1] < ['a']", "list(1)", "list(1, 2)", "list(x=1)", "hash([1])", "[].append()", "[1, 2].sort(key=5)", "[[]].sort(1)", "[None, None].sort(key=lambda x: x)"):
    try: print(bad, eval(bad))
    except Exception as e: print(bad, type(e).__name__, e)
print([1, 2] + [3], [1, 2] * 2, 2 * [1], [1] * 0, [1] * -5, 1 in [1], 5 not in [1], [1, 2] == [1, 2], [1, 2] != [2, 1], [1, 2] < [1, 3], [1] < [1, 0], [] < [1], [2] > [1, 9], [1, 2] <= [1, 2], [[1], [2]] > [[1], [1]], [1] == (1,), [1.0] == [1], [] == [])
print(list(), list("abc"), list((1, 2)), list({1: 2}), list(range(3)), list([1]) is not [1] if False else list([1]), [*"ab"], repr([1, "a", None, [2], (3,), {4: 5}]), str([]), f"{[1]}", "%s" % [1], bool([]), bool([0]))
x = [1, 2]; y = x; x += [3]; print(y, x is y); x *= 2; print(y); x = x + [9]; print(y, x); z = [[]] * 3; z[0].append(1); print(z)
s = [1]; s.append(s); print(s, len(s), s[1] is s, s in s); t = [1, [2, [3]]]; u = t[:]; u[1].append(4); print(t); v = [s, [s]]; print(v)
l = list(range(10)); l[2:5] = ["a"]; print(l); l[1:1] = [8, 9]; print(l); l[-2:] = []; print(l); l[::2] = [0] * len(l[::2]); print(l); del l[1:3]; print(l); del l[::2]; print(l); l[:] = "new"; print(l); l[10:] = [1]; print(l); l[1:2] = l; print(l); l[3:1] = [5]; print(l); l[:0] = (i for i in range(2)); print(l); l[-1:0:-2] = "xyz"[:len(l[-1:0:-2])] if len(l[-1:0:-2]) <= 3 else ["q"] * len(l[-1:0:-2]); print(l); del l[::-3]; print(l); del l[:]; print(l)
for k in range(-4, 5): print([1, 2, 3][k:], [1, 2, 3][:k], [1, 2, 3][k::2], [1, 2, 3][::k] if k else None)
print([i for i in reversed([1, 2, 3])], sorted([3, 1, 2]), min([3, 1]), max([3, 1]), sum([1, 2]), any([0, 1]), all([1, 0]), list(enumerate("ab", 5)), list(zip([1, 2], "ab")), list(map(lambda q: q * 2, [1, 2])), list(filter(None, [0, 1, "", "a"])))
print([1].__len__(), [1, 2].__getitem__(1), [1].__contains__(1), [1].__add__([2]), [1].__eq__([1]), [1].__mul__(2), [1].__iter__().__next__(), list(iter([1, 2]).__class__.__name__), [3].__reversed__().__next__(), [1].__lt__([2]), [1].__imul__(2), [1].__iadd__("a"), [1].__rmul__(2), list.append([], 1), [1].__delitem__(0), [5].__setitem__(0, 1), [1].__repr__())
it = iter([1, 2, 3]); print(next(it), list(it), next(it, None)); big = list(range(1000)); print(sum(big[::7]), big[-3:], big.index(777), len(big * 3), big[500:505]); big.extend(big); print(len(big)); del big[10:]; print(big)
q = []
for i in range(50): q.insert(0, i); q.append(-i)
while len(q) > 5: q.pop(0); q.pop()
print(q); e = [1, 2, 3, 4]; e.extend(e); print(e); e[2:4] = e; print(e); m = [0] * 3; m[1] += 5; m[-1] -= 1; print(m)
class E:
    def __eq__(self, o): return True
print([E()] == [5], 7 in [E()], [E(), 1].count(3), [1, E()].index(9), [E()].remove(4))
a = [5, 4, 3]
try: a.sort(key=lambda v: 1 // (v - 4))
except ZeroDivisionError as e: print(e, a)
i = 0; l = [1, 2, 3]; i, l[i] = 1, "swapped"; print(l); l[0], l[-1] = l[-1], l[0]; print(l); [a1, *b1], c1 = l, 5; print(a1, b1, c1)
