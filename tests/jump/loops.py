# Jumps out of loops and within them; into `for` loops they are refused.
from _jumper import show, show_all


def for_loop(out):
    out.append(2)
    for i in 1, 2:
        out.append(4)
        out.append(i)
    else:
        out.append(7)
    out.append(8)


show_all(
    for_loop,
    [(2, 3), (2, 4), (2, 5), (2, 7), (2, 8), (3, 4), (3, 8), (4, 2), (4, 3), (4, 5), (4, 7), (4, 8), (5, 4), (7, 3), (7, 5), (8, 4), (8, 3)],
)


def nested_loops(out):
    k = 1
    for i in range(2):
        for j in [10, 20]:
            out.append(i + j)
            if j == 10:
                continue
            out.append(7)
        out.append(8)
        if i:
            break
    for k in (100,):
        out.append(k)
    return len(out)


show_all(
    nested_loops,
    [(4, 9), (5, 4), (5, 9), (5, 3), (5, 10), (5, 12), (5, 14), (8, 5), (9, 5), (9, 8), (9, 3), (10, 4), (9, 14), (13, 12), (13, 5), (13, 9), (13, 3), (14, 13), (9, 13), (5, 13), (5, 2)],
)


def while_loop(out):
    n = 0
    while n < 3:
        n += 1
        out.append(n)
        if n == 2:
            break
    else:
        out.append(9)
    out.append(10)


show_all(while_loop, [(3, 5), (3, 10), (3, 9), (4, 6), (5, 3), (5, 10), (5, 9), (6, 2), (7, 5), (7, 9), (10, 3), (10, 4), (10, 9)])


def large_constants(out):
    n = 5
    out.append(3)
    while n < 100000:
        n = n * 1000 + 70000
        out.append(n)
        n = n + 123456
    return n


show_all(large_constants, [(3, 5), (3, 6), (3, 7), (5, 8), (7, 5), (8, 5), (8, 7), (3, 8)])


def other_iterators(out, n):
    c = 7
    for a in range(n, n + 2):
        out.append(a)
        for b in {a: 1}:
            out.append(b)
    for c in iter("xy"):
        out.append(c)


show_all(other_iterators, [(4, 8), (6, 8), (6, 7), (8, 4), (8, 7), (8, 6), (4, 6), (3, 7), (8, 2)], 5)
