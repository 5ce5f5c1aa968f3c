# options: -X heapsize=2m
# timeout: 120
# Millions of short-lived objects run in a bounded heap.
class P:
    def __init__(self, x, y): self.x = x; self.y = y
total = 0
for i in range(400000):
    p = P(i, [i]); t = (i, p); d = {"k": t}; s = str(i); f = i * 1e300
    total += d["k"][1].y[0] & 7
    if i % 1000 == 0: big = [0] * 1000; text = "x" * 5000; n = 7 ** 300
print(total, s, len(big), len(text))
def gen(n):
    for i in range(n): yield (i, i)
print(sum(a for a, b in gen(200000)))
cycle = 0
for i in range(50000):
    a = []; b = [a]; a.append(b); cycle += len(a)
print(cycle)
words = {}
for i in range(200000):
    w = "w%d" % (i % 500); words[w] = words.get(w, 0) + 1
print(len(words), words["w7"])
q = []
for i in range(200000):
    q.append([i])
    if len(q) > 100: q = q[50:]
print(len(q)); s = ""
for i in range(20000): s = (s + chr(97 + i % 26))[-50:]
print(s)
for i in range(20000):
    try: raise ValueError(i)
    except ValueError as e: last = e.args
print(last, sum(len([j for j in range(10)]) for i in range(20000)))
