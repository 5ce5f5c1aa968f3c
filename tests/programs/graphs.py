# Graph algorithms with dicts, heaps by hand, generators, recursion.
graph = {"a": {"b": 7, "c": 3}, "b": {"d": 2}, "c": {"b": 1, "d": 8, "e": 2}, "d": {"f": 1}, "e": {"d": 2, "f": 9}, "f": {}}
class Heap:
    def __init__(self): self.items = []
    def push(self, x):
        a = self.items; a.append(x); i = len(a) - 1
        while i and a[i] < a[(i - 1) >> 1]: a[i], a[(i - 1) >> 1] = a[(i - 1) >> 1], a[i]; i = (i - 1) >> 1
    def pop(self):
        a = self.items; x = a[0]; y = a.pop()
        if a:
            a[0] = y; i = 0
            while True:
                c = 2 * i + 1
                if c >= len(a): break
                if c + 1 < len(a) and a[c + 1] < a[c]: c += 1
                if a[i] <= a[c]: break
                a[i], a[c] = a[c], a[i]; i = c
        return x
    def __len__(self): return len(self.items)
def dijkstra(g, s):
    best = {}; h = Heap(); h.push((0, s, None))
    while h:
        d, n, p = h.pop()
        if n in best: continue
        best[n] = d, p
        for m, w in g[n].items(): h.push((d + w, m, n))
    return best
best = dijkstra(graph, "a") if False else None
class Key(tuple):
    def __lt__(self, o): return tuple(self)[:2] < tuple(o)[:2]
    def __le__(self, o): return not o < self
def dijkstra(g, s):
    best = {}; h = Heap(); h.push(Key((0, s, None)))
    while h:
        d, n, p = h.pop()
        if n not in best:
            best[n] = d, p
            for m, w in g[n].items(): h.push(Key((d + w, m, n)))
    return best
best = dijkstra(graph, "a"); print(best)
def path(best, n):
    while n is not None: yield n; n = best[n][1]
print(list(path(best, "f"))[::-1])
def topological(g):
    seen, order = set(), []
    def visit(n):
        if n in seen: return
        seen.add(n)
        for m in g[n]: visit(m)
        order.append(n)
    for n in g: visit(n)
    return order[::-1]
print(topological(graph))
def components(edges):
    parent = {}
    def find(x):
        parent.setdefault(x, x)
        while parent[x] != x: parent[x] = parent[parent[x]]; x = parent[x]
        return x
    for a, b in edges: parent[find(a)] = find(b)
    out = {}
    for x in parent: out.setdefault(find(x), []).append(x)
    return sorted(map(sorted, out.values()))
print(components([(1, 2), (3, 4), (2, 5), (6, 7), (7, 3)]))
def bfs(maze, s, t):
    q, seen = [(s, 0)], {s}
    for (r, c), d in q:
        if (r, c) == t: return d
        for dr, dc in ((0, 1), (1, 0), (0, -1), (-1, 0)):
            p = r + dr, c + dc
            if 0 <= p[0] < len(maze) and 0 <= p[1] < len(maze[0]) and maze[p[0]][p[1]] != "#" and p not in seen: seen.add(p); q.append((p, d + 1))
print(bfs(["..#....", ".#..##.", "...#...", ".#...#."], (0, 0), (0, 6)))
def knapsack(items, cap):
    t = [0] * (cap + 1)
    for w, v in items:
        for c in range(cap, w - 1, -1): t[c] = max(t[c], t[c - w] + v)
    return t[cap]
print(knapsack([(1, 1), (3, 4), (4, 5), (5, 7)], 7))
def lcs(a, b):
    t = [[""] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i, x in enumerate(a, 1):
        for j, y in enumerate(b, 1): t[i][j] = t[i - 1][j - 1] + x if x == y else max(t[i - 1][j], t[i][j - 1], key=len)
    return t[-1][-1]
print(lcs("the quick brown fox", "a quack crown box"))
def sudoku(s):
    def solve(g):
        try: i = g.index(0)
        except ValueError: return g
        r, c = divmod(i, 9); used = {g[j] for j in range(81) if j // 9 == r or j % 9 == c or (j // 27 == i // 27 and j % 9 // 3 == c // 3)}
        for n in range(1, 10):
            if n not in used and (x := solve(g[:i] + [n] + g[i + 1:])): return x
    return "".join(map(str, solve([int(c) for c in s])))
print(sudoku("530070000600195000098000060800060003400803001700020006060000280000419005000080079"))
