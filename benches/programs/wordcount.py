# size: 900
# count: 1
# Counts words of a generated text: split, dict of counters, sort.
import sys

SYLLABLES = "ba ke li mo nu pra ste vo xi zen".split()


def text(words):
    state = 99
    parts = []
    for number in range(words):
        state = (state * 48271) % 2147483647
        word = SYLLABLES[state % 10] + SYLLABLES[state // 10 % 10]
        if state % 3 == 0:
            word += SYLLABLES[state // 100 % 10]
        if number % 11 == 0:
            word = word.upper() + "."
        parts.append(word)
        parts.append("\n" if number % 13 == 0 else " ")
    return "".join(parts)


def count(source):
    counts = {}
    for line in source.split("\n"):
        for word in line.split():
            word = word.strip(".,").lower()
            counts[word] = counts.get(word, 0) + 1
    return counts


def main(n):
    source = text(2000)
    for _ in range(n):
        counts = count(source)
        ranking = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    print(len(counts), ranking[:4], len(source))


main(int(sys.argv[1]) if len(sys.argv) > 1 else 900)
