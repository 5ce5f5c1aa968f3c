# Random operations on dict, set and list, against simple models.
state = 12345
def rnd(n):
    global state
    state = (state * 1103515245 + 12345) & 0x7FFFFFFF
    return (state >> 8) % n
d = {}; keys = []; values = []
for step in range(6000):
    op = rnd(8); k = rnd(60) if step % 2000 < 1000 else "s%d" % rnd(300)
    if op < 3:
        v = rnd(1000); d[k] = v
        if k in keys: values[keys.index(k)] = v
        else: keys.append(k); values.append(v)
    elif op < 5:
        r = d.pop(k, None); s = None
        if k in keys: i = keys.index(k); keys.pop(i); s = values.pop(i)
        if r != s: print("pop", step, r, s)
    elif op == 5:
        if d.get(k) != (values[keys.index(k)] if k in keys else None): print("get", step)
    elif op == 6 and keys:
        if d.popitem() != (keys.pop(), values.pop()): print("popitem", step)
    elif op == 7 and step % 50 == 0:
        if list(d) != keys or list(d.values()) != values or len(d) != len(keys): print("order", step)
        c = d.copy(); d.clear(); d.update(c)
print(len(d), list(d.items())[:5], sum(d.values()))
s = set(); m = []
for step in range(4000):
    x = rnd(100) - 50
    match rnd(4):
        case 0 | 1: s.add(x); x in m or m.append(x)
        case 2: s.discard(x); x in m and m.remove(x)
        case 3:
            if (x in s) != (x in m): print("set", step)
print(sorted(s) == sorted(m), len(s))
l = []; t = ()
for step in range(3000):
    i, j, k = rnd(30) - 15, rnd(30) - 15, rnd(5) - 2
    match rnd(7):
        case 0: l.append(step); t += (step,)
        case 1: l.insert(i, step); p = max(0, len(t) + i) if i < 0 else min(i, len(t)); t = t[:p] + (step,) + t[p:]
        case 2 if l: x = l.pop(); t, y = t[:-1], t[-1]; x == y or print("pop", step)
        case 3: new = [step] * rnd(4); l[i:j] = new; a, b, _ = slice(i, j).indices(len(t)); b = max(a, b); t = t[:a] + tuple(new) + t[b:]
        case 4 if k: tuple(l[i:j:k]) == t[i:j:k] or print("slice", step)
        case 5 if k: drop = set(range(len(t))[i:j:k]); del l[i:j:k]; t = tuple(v for n, v in enumerate(t) if n not in drop)
        case 6: l.reverse(); t = t[::-1]
    if len(l) > 40: del l[20:]; t = t[:20]
    if tuple(l) != t: print("list", step, l, t); break
print(len(l), sum(l))
