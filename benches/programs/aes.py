# size: 6000
# count: 4
# AES-128 in counter mode, with tables computed at the start: bytes, lists of ints, bit operations.
import sys


def make_boxes():
    box = [0] * 256
    p = q = 1
    while True:
        p = p ^ (p << 1) & 0xFF ^ (0x1B if p & 0x80 else 0)
        q ^= q << 1
        q ^= q << 2
        q ^= q << 4
        q &= 0xFF
        if q & 0x80:
            q ^= 0x09
        x = q ^ rotate(q, 1) ^ rotate(q, 2) ^ rotate(q, 3) ^ rotate(q, 4)
        box[p] = (x ^ 0x63) & 0xFF
        if p == 1:
            break
    box[0] = 0x63
    return bytes(box)


def rotate(value, places):
    return ((value << places) | (value >> (8 - places))) & 0xFF


BOX = make_boxes()
DOUBLE = bytes((i << 1) & 0xFF ^ (0x1B if i & 0x80 else 0) for i in range(256))
SHIFT = (0, 5, 10, 15, 4, 9, 14, 3, 8, 13, 2, 7, 12, 1, 6, 11)


def expand(key):
    words = [list(key[i : i + 4]) for i in range(0, 16, 4)]
    constant = 1
    for i in range(4, 44):
        word = words[i - 1][:]
        if i % 4 == 0:
            word = [BOX[value] for value in word[1:] + word[:1]]
            word[0] ^= constant
            constant = DOUBLE[constant]
        words.append([a ^ b for a, b in zip(words[i - 4], word)])
    return [sum(words[i : i + 4], []) for i in range(0, 44, 4)]


def encrypt(block, schedule):
    state = [a ^ b for a, b in zip(block, schedule[0])]
    for number in range(1, 11):
        state = [BOX[state[place]] for place in SHIFT]
        if number < 10:
            for start in range(0, 16, 4):
                a = state[start]
                b = state[start + 1]
                c = state[start + 2]
                d = state[start + 3]
                every = a ^ b ^ c ^ d
                state[start] = a ^ every ^ DOUBLE[a ^ b]
                state[start + 1] = b ^ every ^ DOUBLE[b ^ c]
                state[start + 2] = c ^ every ^ DOUBLE[c ^ d]
                state[start + 3] = d ^ every ^ DOUBLE[d ^ a]
        key = schedule[number]
        for place in range(16):
            state[place] ^= key[place]
    return bytes(state)


def counter_mode(data, key, nonce):
    schedule = expand(key)
    result = bytearray(data)
    for start in range(0, len(data), 16):
        block = nonce + (start // 16).to_bytes(8, "big")
        stream = encrypt(block, schedule)
        for place in range(start, min(start + 16, len(data))):
            result[place] ^= stream[place - start]
    return bytes(result)


def main(n):
    known = encrypt(bytes(range(0, 256, 17)), expand(bytes(range(16))))
    print("".join("%02x" % value for value in known))
    data = bytes(i * 7 & 0xFF for i in range(16 * n))
    secret = counter_mode(data, b"a key of sixteen", b"nonce..8")
    assert counter_mode(secret, b"a key of sixteen", b"nonce..8") == data
    checksum = 0
    for value in secret:
        checksum = (checksum * 257 + value) % 1000003
    print(checksum)


main(int(sys.argv[1]) if len(sys.argv) > 1 else 6000)
