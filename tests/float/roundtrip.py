# floats: 64
# Text of random floats reads back as the same float; shortest digits; conversion of long decimals.
import struct
state = 88172645463325252
def bits():
    global state
    state ^= (state << 13) & 0xFFFFFFFFFFFFFFFF; state ^= state >> 7; state ^= (state << 17) & 0xFFFFFFFFFFFFFFFF
    return state
shown = []; bad = 0
for i in range(3000):
    x = struct.unpack("<d", struct.pack("<Q", bits()))[0]
    if x != x or x in (float("inf"), -float("inf")): continue
    r = repr(x)
    if float(r) != x or eval(r) != x: bad += 1
    if i % 40 == 0: shown.append(r)
    for p in (17,):
        if float(f"{x:.{p}g}") != x: bad += 1
print(bad); print("\n".join(shown))
for i in range(60):
    x = (bits() % 10**6) / 10 ** (bits() % 9); print(x, repr(x * 3), round(x, 2), "%.3f" % x, f"{x:.6g}", int(x))
print([float(f"{n}e{e}") for n in (1, 123456789, 0.25) for e in (-330, -324, -300, -20, 0, 20, 290, 308)], float("0." + "0" * 400 + "1e400"), float("1" + "0" * 400 + "e-400"), float("4.9406564584124654e-324"), float("2.47e-324"), float("2.48e-324"), float("179769313486231580793e289"), float("8.98846567431158e307"), float("1.00000000000000011102230246251565404236316680908203125"), float("1.00000000000000011102230246251565404236316680908203124"), float("1.00000000000000011102230246251565404236316680908203126"))
for e in range(-5, 25): print(10.0 ** e, 1.5 * 10.0 ** e, -(2.0 ** e), end=" ")
