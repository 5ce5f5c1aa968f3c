# oracle: expected
# options: -X heapsize=1m
# Random allocations and frees of mixed sizes while three quarters of the heap are in use: none may fail for lack of a block.
import gc
import sys

STEPS = int(sys.argv[1]) if len(sys.argv) > 1 else 20000
SHARE = 75
WORD = 8 if sys.maxsize > 1 << 32 else 4

seed = 12345


def random(limit):
    global seed
    seed = (seed * 1103515245 + 12345) & 0x3FFFFFFF
    return (seed >> 8) % limit


def new(size):
    kind = random(4)
    if kind == 0:
        return [None] * (size // WORD)
    if kind == 1:
        return (None,) * (size // WORD)
    return bytearray(size)


def largest():
    low, high = 0, gc.mem_free() + 1
    while high - low > 16:
        middle = (low + high) // 2
        try:
            bytearray(middle)
            low = middle
        except MemoryError:
            high = middle
        gc.collect()
    return low


def run(steps):
    gc.collect()
    # What an object takes beyond its contents, roughly.
    extra = 16
    live = 0
    limit = gc.mem_free() * SHARE // 100 - gc.mem_alloc() * (100 - SHARE) // 100
    count = limit // 700
    slots = [None] * count
    sizes = [0] * count
    limit -= count * WORD * 2
    failures = 0
    full = 0
    for step in range(steps):
        index = random(count)
        size = 16 + (random(2033) if random(3) else random(240))
        slots[index] = None
        live -= sizes[index]
        sizes[index] = 0
        while live + size + extra > limit:
            full += 1
            index = random(count)
            slots[index] = None
            live -= sizes[index]
            sizes[index] = 0
        try:
            slots[index] = new(size)
        except MemoryError:
            failures += 1
            continue
        sizes[index] = size + extra
        live += size + extra
    gc.collect()
    return failures, full, live, limit, largest() if steps > 20000 else None


failures, full, live, limit, block = run(STEPS)
print("failures", failures)
if STEPS > 20000:
    print("live", live, "of", limit, "evictions", full, "largest block", block)
