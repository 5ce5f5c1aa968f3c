# deque.
from collections import deque
d = deque([1, 2, 3]); d.append(4); d.appendleft(0); print(list(d), len(d), d.pop(), d.popleft(), list(d), bool(d), bool(deque()), d[0], d[-1], d[1]); d[1] = 20; print(list(d)); d.extend([5, 6]); print(list(d), 5 in d, 50 in d)
m = deque((), 3); [m.append(i) for i in range(5)]; print(list(m), len(m)); m.appendleft(9); print(list(m)); m.extend("ab"); print(list(m)); z = deque([1, 2], 0); z.append(1); print(list(z)); w = deque(range(10), 4); print(list(w))
for bad in ("deque().pop()", "deque().popleft()", "d[100]", "d[-100]", "d['a']", "deque(5)", "deque([], -1)", "deque([], 'a')", "hash(d)", "d.__setitem__(100, 1)", "d.extend(5)"):
    try: print(bad, eval(bad))
    except Exception as e: print(bad, type(e).__name__)
q = deque(); out = []
for i in range(100):
    q.append(i)
    if i % 3 == 0: out.append(q.popleft())
print(out, len(q), list(q)[:5], sum(q)); print([x for x in deque("abc")], list(reversed([*deque("abc")])), sorted(deque([3, 1])), max(deque([1, 5])), tuple(deque([1])), set(deque([1])) == {1}, deque([1]) is not None, list(iter(deque([1, 2]))))
while q: q.pop()
print(list(q), len(q)); b = deque(maxlen=2) if hasattr(d, "rotate") else deque((), 2); b.append(1); b.append(2); b.append(3); print(list(b))
big = deque((), 1000)
for i in range(2500): big.append(i) if i % 2 else big.appendleft(-i)
print(len(big), big[0], big[-1], big[500])
