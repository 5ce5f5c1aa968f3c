# oracle: expected
# What takes no memory works while the heap is locked: small ints, ordinary floats, calls, loops.
import micropython
class C:
    def __init__(self): self.n = 0; self.f = 1.5
    def step(self, k): self.n += k; self.f = self.f * 1.0000001 + 0.5; return self.f
def add(a, b=2, *, c=3): return a + b + c
def run(c, items, table):
    total = 0.0
    for i in range(1000):
        total += c.step(i) * 0.5 - i / 3
        if i % 3 == 0 and not items[i % 4] == 7: total -= add(1, c=2)
        table["k"] = i; items[1] = total
        x, y = i, total; x, y = y, x
        try:
            if i == 500: raise error
        except ValueError: total += 1
    while i > 0: i -= 7
    return i
c = C(); items = [1, 2, 3, 4]; table = {"k": 0}; error = ValueError()
run(c, items, table); c.n = 0
r = failed = 0
micropython.heap_lock()
try: r = run(c, items, table)
finally: micropython.heap_unlock()
print(r, c.n, table["k"], len(items))
micropython.heap_lock()
try: [c, c]
except MemoryError: failed += 1
try: {}
except MemoryError: failed += 1
try: "a" + str(c.n)
except MemoryError: failed += 1
try: 2 ** 100 * c.n
except MemoryError: failed += 1
micropython.heap_unlock()
print(failed, [1, 2] + [3], str(c.n))
