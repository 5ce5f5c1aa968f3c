# size: 250000
# count: 2500
# A function with many local variables that are all busy.
import sys


def mix(seed, rounds):
    a = seed
    b = a + 1
    c = b + 1
    d = c + 1
    e = d + 1
    f = e + 1
    g = f + 1
    h = g + 1
    i = h + 1
    j = i + 1
    k = j + 1
    l = k + 1
    m = l + 1
    n = m + 1
    o = n + 1
    p = o + 1
    q = p + 1
    r = q + 1
    s = r + 1
    t = s + 1
    u = t + 1
    v = u + 1
    for turn in range(rounds):
        a = b ^ turn
        b = (c + a) & 0xFFFFFF
        c = d - b
        d = e & 0xFFFF
        e = f | 1
        f = (g + e) & 0xFFFFFF
        g = h ^ f
        h = i + 3 & 0xFFFFFF
        i = (j - g) & 0xFFFFFF
        j = k & 0xFFFFF
        k = l ^ j
        l = (m + i) & 0xFFFFFF
        m = n - 2 & 0xFFFF
        n = o ^ turn
        o = p + 1
        p = q & 0xFFF
        q = r ^ p
        r = s + 5 & 0xFFFFFF
        s = (t - q) & 0xFFFFFF
        t = u & 0xFFFF
        u = v ^ t
        v = (a + b + c + s) & 0xFFFFFF
    return (a, d, h, m, p, t, v)


def main(n):
    print(mix(7, n), mix(11, n))


main(int(sys.argv[1]) if len(sys.argv) > 1 else 250000)
