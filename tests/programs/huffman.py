# Huffman coding, LZ77, a trie, an LRU cache, a bank with exceptions, tic-tac-toe.
from collections import deque, OrderedDict, namedtuple
def huffman(text):
    nodes = sorted((text.count(c), c, None) for c in set(text))
    while len(nodes) > 1:
        (n, a, x), (m, b, y) = nodes[:2]; nodes = sorted(nodes[2:] + [(n + m, min(a, b) + max(a, b), ((n, a, x), (m, b, y)))], key=lambda t: t[:2])
    codes = {}
    def walk(node, prefix):
        if node[2] is None: codes[node[1]] = prefix or "0"
        else: walk(node[2][0], prefix + "0"); walk(node[2][1], prefix + "1")
    walk(nodes[0], ""); return codes
text = "she sells sea shells by the sea shore"; codes = huffman(text); bits = "".join(codes[c] for c in text); print(len(bits), sorted(codes.items(), key=lambda kv: (len(kv[1]), kv[1]))[:4])
def decode(bits, codes):
    back = {v: k for k, v in codes.items()}; word = ""
    for b in bits:
        word += b
        if word in back: yield back[word]; word = ""
print("".join(decode(bits, codes)) == text)
def lz(data, window=64):
    i = 0
    while i < len(data):
        best = (0, 0)
        for j in range(max(0, i - window), i):
            n = 0
            while i + n < len(data) and data[j + n] == data[i + n] and n < 15: n += 1
            if n > best[1]: best = (i - j, n)
        if best[1] > 2: yield best; i += best[1]
        else: yield data[i:i + 1]; i += 1
def unlz(parts):
    out = bytearray()
    for p in parts:
        if isinstance(p, tuple):
            for _ in range(p[1]): out.append(out[-p[0]])
        else: out += p
    return bytes(out)
raw = b"abracadabra abracadabra abracad" * 3; packed = list(lz(raw)); print(len(raw), len(packed), packed[:12], unlz(packed) == raw)
class Trie:
    def __init__(self): self.root = {}
    def add(self, w):
        n = self.root
        for c in w: n = n.setdefault(c, {})
        n[None] = True
    def find(self, prefix):
        n = self.root
        for c in prefix:
            if c not in n: return
            n = n[c]
        def walk(n, acc):
            for c in sorted(k for k in n if k is not None): yield from walk(n[c], acc + c)
            if None in n: yield acc
        yield from walk(n, prefix)
t = Trie(); [t.add(w) for w in "car card care cat dog do".split()]; print(list(t.find("car")), list(t.find("d")), list(t.find("x")), list(t.find("")))
class LRU(OrderedDict):
    def __init__(self, size): super().__init__(); self.size = size
    def __getitem__(self, k): v = super().__getitem__(k); self.move_to_end(k); return v
    def __setitem__(self, k, v):
        super().__setitem__(k, v)
        while len(self) > self.size: self.popitem(last=False)
l = LRU(2); l["a"] = 1; l["b"] = 2; l["a"]; l["c"] = 3; print(list(l), "b" in l)
class BankError(Exception): pass
class Insufficient(BankError):
    def __init__(self, need, have): super().__init__(f"need {need}, have {have}"); self.short = need - have
Entry = namedtuple("Entry", "kind amount balance")
class Account:
    def __init__(self, owner, balance=0): self.owner, self.balance, self.log = owner, balance, []
    def deposit(self, n):
        if n <= 0: raise ValueError(f"bad amount {n}")
        self.balance += n; self.log.append(Entry("in", n, self.balance)); return self
    def withdraw(self, n):
        if n > self.balance: raise Insufficient(n, self.balance)
        self.balance -= n; self.log.append(Entry("out", n, self.balance)); return self
class Transaction:
    def __init__(self, *accounts): self.accounts = accounts
    def __enter__(self): self.saved = [(a, a.balance, len(a.log)) for a in self.accounts]; return self
    def __exit__(self, kind, e, tb):
        if kind:
            for a, b, n in self.saved: a.balance = b; del a.log[n:]
        return kind is not None and issubclass(kind, BankError)
a, b = Account("a", 100), Account("b")
for amount in (30, 500, -5, 70):
    try:
        with Transaction(a, b): b.deposit(amount); a.withdraw(amount); print("moved", amount)
    except ValueError as e: print("error", e)
    print(a.balance, b.balance, b.log[-1:] )
def winner(b): return next((b[i] for i, j, k in ((0, 1, 2), (3, 4, 5), (6, 7, 8), (0, 3, 6), (1, 4, 7), (2, 5, 8), (0, 4, 8), (2, 4, 6)) if b[i] == b[j] == b[k] != " "), None)
cache = {}
def best(b, p):
    if (b, p) in cache: return cache[b, p]
    w = winner(b)
    if w: r = (1 if w == p else -1, None)
    elif " " not in b: r = (0, None)
    else: r = max((-best(b[:i] + p + b[i + 1:], "XO"[p == "X"])[0], -i) for i, c in enumerate(b) if c == " ")
    cache[b, p] = r; return r
board = " " * 9; p = "X"
while not winner(board) and " " in board: i = -best(board, p)[1]; board = board[:i] + p + board[i + 1:]; p = "XO"[p == "X"]
print(board, len(cache), winner(board))
