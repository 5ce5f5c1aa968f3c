# size: 70000
# count: 120
# Formatting and methods of strings.
import sys


def round_of_formats(i):
    one = "%s-%05d-%x" % ("item", i, i * 17)
    two = "{:>12}|{:<8}|{:^10}".format(one, i, i / 8)
    three = f"{i:08b} {i * 0.125:.3f} {one!r} {i:,}"
    return one + two + three


def round_of_methods(text, i):
    checksum = 0
    parts = text.split("-")
    checksum += len("/".join(parts))
    checksum += text.find(str(i)) + text.count("0") + text.rfind("|")
    replaced = text.replace("item", "thing").upper().lower().strip().title()
    checksum += len(replaced.partition(" ")[2])
    if text.startswith("item") and not text.endswith("none"):
        checksum += 1
    checksum += ord(text[i % len(text)]) + len(text[3:20:2])
    for word in replaced.split():
        if word.isdigit() or word.isalpha():
            checksum += len(word.zfill(12))
    return checksum + len(text.encode()) + (text > replaced)


def main(n):
    checksum = 0
    for i in range(n):
        checksum = (checksum * 3 + round_of_methods(round_of_formats(i), i)) % 1000003
    print(checksum)
    built = ""
    for i in range(n):
        built += chr(97 + i % 26)
    print(len(built), built[-5:])


main(int(sys.argv[1]) if len(sys.argv) > 1 else 70000)
