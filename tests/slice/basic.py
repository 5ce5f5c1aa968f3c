# slice objects.
s = slice(1, 5, 2); print(s, s.start, s.stop, s.step, slice(3), slice(None), slice(1, None), repr(slice("a", 1.5)), slice(1, 2) == slice(1, 2), slice(1, 2) != slice(1, 3), slice(1, 2) < slice(1, 3), slice(2) == slice(None, 2, None))
for args in ((None, None, None), (1, 5, 2), (-3, None, None), (None, -2, None), (None, None, -1), (5, 1, -1), (100, -100, -3), (-100, 100, 3), (3, 3, 1), (None, 0, -1), (0, None, -1), (-1, None, -2)):
    sl = slice(*args)
    print(args, [sl.indices(n) for n in (0, 1, 5, 10)], list(range(10))[sl], "0123456789"[sl], tuple(range(5))[sl], bytes(range(5))[sl], range(10)[sl], bytearray(b"abcde")[sl])
class G:
    def __getitem__(self, k): return k
g = G(); print(g[1:2], g[:], g[::], g[1::2], g[:, 1], g[1:2, 3:4, ...], g["a":"b"], g[None:None], g[:2, ], g[1:2:3].step)
for bad in ("slice()", "slice(1, 2, 3, 4)", "slice(0, 1, 0).indices(5)", "slice('a').indices(5)", "slice(1).indices(-1)", "[1][slice('a')]", "slice(1).x", "[1, 2][::0]", "'ab'[1.5:]", "[1][None:'a']", "slice(1) < 5"):
    try: print(bad, eval(bad))
    except Exception as e: print(bad, type(e).__name__, e)
try: s.start = 3
except AttributeError as e: print("read only")
class I:
    def __index__(self): return 2
print([0, 1, 2, 3, 4][I():], "hello"[:I()], [0, 1, 2, 3, 4][::I()], slice(I()).indices(5), [9, 8, 7][I()], isinstance(s, slice), type(s))
a = list(range(10)); a[slice(2, 5)] = "xy"; print(a); del a[slice(0, 4)]; print(a); x = slice(None, None, 3); print(a[x], a[::True])
