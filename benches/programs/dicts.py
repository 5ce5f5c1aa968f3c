# size: 400000
# count: 1500
# Dicts and sets: building, looking up, deleting, merging, iterating; keys of several types.
import sys


def main(n):
    by_number = {}
    for i in range(n):
        by_number[i * 7919 % 100003] = i
    by_name = {}
    for i in range(n):
        key = "k%d" % (i % 5000)
        by_name[key] = by_name.get(key, 0) + i
    by_pair = {(i % 300, i % 7): i for i in range(n)}
    total = 0
    for i in range(n):
        if i in by_number:
            total += by_number[i]
        total += by_pair[i % 300, i % 7] & 1
    for i in range(0, n, 3):
        by_number.pop(i, None)
    seen = set()
    for key, value in by_number.items():
        seen.add(value % 1000)
    merged = {**by_name, "extra": 1}
    merged.update(a=1, b=2)
    groups = {}
    for i in range(n):
        groups.setdefault(i % 97, []).append(i)
    print(len(by_number), len(by_name), len(by_pair), total, len(seen), len(merged), len(groups[5]))
    print(len(seen & set(range(500))), len(seen | set(range(2000))), sum(merged.values()))


main(int(sys.argv[1]) if len(sys.argv) > 1 else 400000)
