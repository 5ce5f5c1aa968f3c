# options: -X heapsize=64k
# A useful program fits in a heap of 64 KiB.
class Stack:
    def __init__(self): self.items = []
    def push(self, x): self.items.append(x); return self
    def pop(self): return self.items.pop()
def rpn(text):
    s = Stack()
    for token in text.split():
        if token in ("+", "-", "*", "/"):
            b, a = s.pop(), s.pop(); s.push({"+": a.__add__, "-": a.__sub__, "*": a.__mul__, "/": a.__floordiv__}[token](b))
        else: s.push(int(token))
    return s.pop()
print(rpn("3 4 + 2 * 7 -"), rpn("100 7 / 3 *"))
sieve = bytearray(500); primes = []
for i in range(2, 500):
    if not sieve[i]:
        primes.append(i)
        for j in range(i * i, 500, i): sieve[j] = 1
print(len(primes), primes[-5:])
def fib():
    a, b = 0, 1
    while True: yield a; a, b = b, a + b
g = fib(); print([next(g) for _ in range(20)])
for r in range(200): l = [str(i) for i in range(20)]; d = {k: k * 2 for k in l}
print(len(d), l[-1]); print(sorted({"b": 1, "a": 2}.items()), f"{3.14159:.2f}", 2 ** 100)
