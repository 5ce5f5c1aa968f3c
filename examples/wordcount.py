"""Count the words of a file and print the most frequent ones.

usage: wordcount.py FILE [HOW_MANY]
"""

import sys


def words(lines):
    for line in lines:
        word = ""
        for character in line:
            if character.isalpha() or character == "'" and word:
                word += character.lower()
            elif word:
                yield word.strip("'")
                word = ""
        if word:
            yield word


def count(items):
    counts = {}
    for item in items:
        counts[item] = counts.get(item, 0) + 1
    return counts


def main(argv):
    if len(argv) < 2:
        print(__doc__.strip() if __doc__ else "usage: wordcount.py FILE [HOW_MANY]")
        return 1
    how_many = int(argv[2]) if len(argv) > 2 else 15
    with open(argv[1]) as file:
        counts = count(words(file))
    ranking = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    total = sum(counts.values())
    print(f"{total} words, {len(counts)} different")
    for rank, (word, number) in enumerate(ranking[:how_many], start=1):
        bar = "#" * (number * 30 // ranking[0][1])
        print(f"{rank:>3}. {word:<15}{number:>5} {number / total:6.2%} {bar}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
