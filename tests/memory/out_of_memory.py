# oracle: expected
# options: -X heapsize=2m
# timeout: 60
# A program that runs out of memory gets an error that it can catch, and goes on.
def attempt(name, f):
    try: f(); print(name, "ended")
    except MemoryError as e: print(name, "MemoryError")
def append():
    l = []
    while True: l.append(len(l))
def text():
    s = "x"
    while True: s += s
def data():
    b = bytearray(10)
    while True: b.extend(b"0123456789" * 100)
def table():
    d = {}
    while True: d[len(d)] = str(len(d))
def group():
    s = set()
    while True: s.add(len(s))
def nested():
    t = ()
    while True: t = (t, 1)
def objects():
    class C: pass
    first = c = C()
    while True: c.next = C(); c = c.next
def closures():
    f = None
    def wrap(g): return lambda: g
    while True: f = wrap(f)
def big():
    n = 1
    while True: n = n << 100000
def generators():
    g = None
    def make(h):
        yield h
    l = []
    while True: g = make(g); next(g); l.append(g)
def multiply(): [0] * 10**9
def repeat(): "ab" * 10**9
def raw(): bytes(10**9)
def raw2(): bytearray(10**10)
def comprehension(): [i for i in range(10**9)]
def joined(): ",".join(str(i) for i in range(10**8))
def listed(): list(range(10**9))
def exception():
    e = None
    while True: e = ValueError(e)
def format_width(): "%1000000000d" % 5
def shift(): 1 << 10**10
for f in (append, text, data, table, group, nested, objects, closures, big, generators, multiply, repeat, raw, raw2, comprehension, joined, listed, exception, format_width, shift):
    attempt(f.__name__, f)
print(sum(range(1000)), [str(i) for i in range(5)], {i: i for i in range(3)})
try: append()
except MemoryError as e: print(type(e).__name__, isinstance(e, Exception))
print("alive")
