import gc
import machine


class Node:
    def __init__(self, n):
        self.n = n
        self.item = [n]


COUNT = 61
ring = [Node(n) for n in range(COUNT)]
table = {n: Node(n) for n in range(23)}
long = [[n] for n in range(300)]
ticks = 0


def keeper():
    kept = Node(0)
    while True:
        kept = yield kept


generator = keeper()
next(generator)


def make():
    cell = Node(0)

    def handler(timer):
        nonlocal cell
        global ticks
        ticks += 1
        n = ticks
        what = n % 6
        if what == 0:
            a = ring[n % COUNT]
            b = ring[(n * 7 + 3) % COUNT]
            item = a.item
            a.item = b.item
            b.item = item
        elif what == 1:
            i = n % COUNT
            j = (n * 5 + 1) % COUNT
            item = ring[i]
            ring[i] = ring[j]
            ring[j] = item
        elif what == 2:
            key = n % 23
            node = table[key]
            table[key] = cell
            cell = node
        elif what == 3:
            # Out of a list and in again at another place.
            item = long.pop(n % 300)
            long.append(item)
        elif what == 4:
            key = n % 23
            table[key] = generator.send(table[key])
        else:
            i = n % 300
            item = long[i]
            del long[i]
            long.insert((n * 3) % 299, item)

    return handler


def check():
    timer.deinit()
    assert sorted(node.n for node in ring) == list(range(COUNT))
    assert sorted(node.item[0] for node in ring) == list(range(COUNT))
    assert sorted(item[0] for item in long) == list(range(300))
    assert all(type(node) is Node and node.item[0] == node.n for node in table.values())


handler = make()
timer = machine.Timer(period=1, callback=handler, hard=True)
garbage = []
for round in range(60):
    garbage = [[i, str(i)] for i in range(200)]
    gc.collect()
    check()
    timer.init(period=1, callback=handler, hard=True)
check()
