# range.
for r in (range(5), range(0), range(2, 8), range(1, 10, 3), range(10, 0, -2), range(-5, 5, 4), range(5, 5), range(5, 1), range(0, -3, -1), range(2**70, 2**70 + 5, 2), range(True, 4)):
    print(r, list(r), len(r), bool(r), r.start, r.stop, r.step, list(reversed(r)), r[:2], r[::-1], r[1:], list(r[::2]), 4 in r, 2.0 in r, "x" in r, r.count(4), hash(r) == hash(range(r.start, r.stop, r.step)))
r = range(0, 100, 7); print(r[0], r[-1], r[5], r[2:5], r[-3:], r[100:], r[::3], r[::-4], list(r[5:1:-1]), r.index(49), r.count(49), r.count(50), 49 in r, 50 in r, -7 in r, 98 in r, 105 in r, max(r), min(r), sum(r), sorted(r, reverse=True)[:2])
print(range(3) == range(0, 3, 1), range(0) == range(5, 5), range(0, 5, 10) == range(0, 3, 100), range(1, 3) != range(1, 4), range(2) == [0, 1], {range(2): 1}[range(0, 2)], repr(range(1, 5, 1)), repr(range(3)), str(range(0, 4, 2)))
for bad in ("range()", "range(1, 2, 0)", "range(1.5)", "range('a')", "range(1, 2, 3, 4)", "range(5)[5]", "range(5)[-6]", "range(5)['a']", "range(5)[::0]", "range(3).index(5)", "range(3).index('a')", "range(3) < range(4)", "range(3) + range(3)", "range(3).x", "range(None)", "range(3).start.x", "range(x=1)", "len(range(2**70))", "hash(range([]))"):
    try: print(bad, eval(bad))
    except Exception as e: print(bad, type(e).__name__, e)
for code in ("range(3)[0] = 1", "range(3).start = 5", "del range(3)[0]"):
    try: exec(code)
    except Exception as e: print(type(e).__name__)
i = iter(range(3)); print(next(i), list(i), next(i, "end"), iter(range(2)).__length_hint__() if hasattr(iter(range(2)), "__length_hint__") else 2)
a, b, c = range(3); print(a, b, c, [*range(3)], (*range(2),), list(zip(range(3), range(5, 8))), list(enumerate(range(2), 1)), sum(range(1000001)), list(map(lambda x: x * x, range(4))), 10**9 in range(0, 10**10, 10), len(range(0, 10**15, 3)), range(10**18)[10**17], all(range(1, 3)), any(range(1)), dict.fromkeys(range(2)), set(range(2)) == {0, 1}, bytes(range(3)))
for x in range(3):
    for x in range(2): pass
    print(x, end=" ")
for y in range(3, 0, -1): y -= 1; print(y, end=" ")
for z in range(2**62, 2**62 + 2): print(z, end=" ")
for z in range(2**63 - 1, 2**63 + 2): print(z, end=" ")
for z in range(-2**62 - 1, -2**62 + 2): print(z, end=" ")
for z in range(2**65, 2**65 - 30, -11): print(z, end=" ")
print(); n = 0
for _ in range(100000): n += 1
print(n)
def f(n):
    for i in range(n): yield i
print(list(f(3)), [i for i in range(10) if i % 3 == 0], [(i, j) for i in range(3) for j in range(i)])
class I:
    def __index__(self): return 3
print(list(range(I())), list(range(0, 10, I())), range(I())[I() if False else 1], isinstance(range(1), range))
