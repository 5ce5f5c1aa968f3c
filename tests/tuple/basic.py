# Tuples.
t = (1, "a", None, (2, 3))
print(t, len(t), t[0], t[-1], t[1:3], t[::-1], t[3][1], (), (1,), tuple(), tuple("ab"), tuple([1]), tuple(t) is t, tuple(range(3)), 1, 2)
print(t.count(1), t.index("a"), (1, 2, 1).count(1), (1, 2, 1).index(1, 1), (1, 2, 1, 3).index(1, -3, 3), (1, 2) + (3,), (1,) * 3, 2 * (1, 2), (1,) * 0, 1 in t, 9 not in t)
print((1, 2) == (1, 2), (1, 2) != (1, 3), (1, 2) < (1, 3), (1,) < (1, 0), () < (1,), (2,) > (1, 9), (1, 2) <= (1, 2), (1, (2, 3)) < (1, (2, 4)), (1,) == [1], (1.0,) == (1,), ("a", 1) < ("b", 0))
print(hash((1, 2)) == hash((1, 2)), {(1, 2): "k"}[1, 2], {(): 0}[()], len({(1,), (1,), (2,)}), hash(()) == hash(()))
for bad in ("t[10]", "t['a']", "t[-5]", "t + [1]", "t * 1.5", "t.index(99)", "t < 1", "(1,) < ('a',)", "hash(([],))", "tuple(5)", "tuple(1, 2)", "t.__setitem__(0, 1)", "t.append", "t[None]", "tuple(x=1)"):
    try: print(bad, eval(bad))
    except Exception as e: print(bad, type(e).__name__, e)
for code in ("t[0] = 1", "del t[0]", "t.x = 1"):
    try: exec(code)
    except Exception as e: print(type(e).__name__, e)
a, b, *c = t; print(a, b, c); (x), (y,) = 1, (2,); print(x, y)
print(repr(("it's",)), str((1,)), f"{(1, 2)}", "%s" % ((1, 2),), "%s-%s" % (1, 2), bool(()), bool((0,)), min((3, 1)), max((3, 1)), sum((1, 2)), sorted((3, 1)), list(reversed((1, 2))), list(enumerate((5, 6))))
s = ([],); s[0].append(s); print(s); u = t; u += (5,); print(t, u, t is u); u *= 2; print(len(u))
print((1, 2).__len__(), (1, 2).__getitem__(0), (1,).__add__((2,)), (1,).__contains__(1), (1,).__eq__((1,)), (1,).__hash__() == hash((1,)), (1,).__iter__().__next__(), (1,).__mul__(2), (1,).__lt__((2,)), tuple.index((5, 6), 6), (1,).__repr__(), (1,).__getnewargs__() if False else "")
print([(i, j) for i in range(2) for j in range(2)], tuple(i * i for i in range(4)), tuple({1: 2}), dict([(1, 2), (3, 4)]), zip((1, 2), (3, 4)).__class__.__name__, tuple(zip("ab", (1, 2))), ((1, 2), (3, 4))[1][0], (1, 2)[True], isinstance((), tuple), type(()))
big = tuple(range(300)); print(big[100:103], len(big + big), big.index(250), big == tuple(range(300)), big[::-100])
