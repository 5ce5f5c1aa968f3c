# The game of life on sets.
def step(cells):
    counts = {}
    for x, y in cells:
        for dx in (-1, 0, 1):
            for dy in (-1, 0, 1):
                if dx or dy: counts[x + dx, y + dy] = counts.get((x + dx, y + dy), 0) + 1
    return {cell for cell, n in counts.items() if n == 3 or n == 2 and cell in cells}
def draw(cells, size=10):
    for y in range(size): print("".join("#" if (x, y) in cells else "." for x in range(size)))
cells = {(1, 0), (2, 1), (0, 2), (1, 2), (2, 2)}
for i in range(4): draw(cells); print(); cells = step(cells)
r = {(0, 1), (1, 1), (1, 0), (1, 2), (2, 0)}
for i in range(60): r = step(r)
print(len(r), min(r), max(r))
