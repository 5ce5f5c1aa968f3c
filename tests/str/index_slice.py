# Indexing and slicing, of ASCII and of wide text.
for s in ("", "a", "abcdef", "añb€c😀d", "日本語テキスト"):
    n = len(s)
    print(n, [s[i] for i in range(-n, n)])
    bounds = (None, 0, 1, 2, -1, -2, 100, -100, n)
    print([s[i:j] for i in bounds for j in bounds])
    print([s[i:j:k] for i in (None, 1, -1, 5) for j in (None, 0, 3, -1) for k in (2, -1, -2, 3, 100)])
    for i in (n, -n - 1, 10 ** 20):
        try: s[i]
        except IndexError as e: print(e)
try: "abc"[::0]
except ValueError as e: print(e)
for bad in ("x", 1.0, None, (1, 2)):
    try: "abc"[bad]
    except TypeError as e: print(e)
print("abc"[True], "abc"[slice(1)], "abc"[slice(None, None, -1)], "hello"[1:-1:2], "abc"[-2:][0], "abcdef"[10 ** 20:], "abcdef"[-10 ** 20:10 ** 20:10 ** 20])
wide = "ñ" * 1000 + "x" + "€" * 1000
print(len(wide), wide[1000], wide[999:1002], wide.find("x"), wide.index("€"), wide.count("ñ"), wide[-1001], wide.rfind("ñ"), wide[::500], wide.replace("x", "yy")[998:1004], len(wide.encode()), wide.split("x")[0] == "ñ" * 1000)
total = 0
for i in range(0, 2001, 7): total += ord(wide[i])
print(total, sum(ord(c) for c in wide), wide == "".join(list(wide)), wide[5:10] * 2, "ññ" in wide, "x€" in wide, wide.upper()[0], wide > "n")
