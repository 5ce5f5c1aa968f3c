# Writes images in the format of VfsRom.


def number(value):
    digits = [value & 0x7F]
    while value > 0x7F:
        value >>= 7
        digits.insert(0, 0x80 | value & 0x7F)
    return bytes(digits)


def record(kind, payload):
    return number(kind) + number(len(payload)) + payload


def name(text):
    text = text.encode()
    return number(len(text)) + text


def contents(tree):
    parts = b""
    for key, value in tree.items():
        if isinstance(value, dict):
            parts += record(4, name(key) + contents(value))
        elif isinstance(value, tuple):
            parts += record(5, name(key) + record(3, number(value[0]) + number(value[1])))
        else:
            parts += record(5, name(key) + record(1, b"padding") + record(2, value))
    return parts


def image(tree, before=b""):
    return record(0x14A6B1, before + contents(tree))
