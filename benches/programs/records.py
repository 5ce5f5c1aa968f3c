# size: 350000
# count: 500
# A synthetic mix in the manner of old systems benchmarks: linked records, arrays, strings, branches.
import sys

RED, GREEN, BLUE = range(1, 4)
version = 0
letter_one = " "
vector = [0] * 51
table = [[0] * 51 for _ in range(51)]


class Record:
    def __init__(self, link=None, kind=0, colour=0, number=0, text=""):
        self.link = link
        self.kind = kind
        self.colour = colour
        self.number = number
        self.text = text

    def copy(self):
        return Record(self.link, self.kind, self.colour, self.number, self.text)


def update(record):
    following = record.link.copy()
    record.link = following
    record.number = 5
    following.number = record.number
    following.link = record.link
    if following.kind == 0:
        following.number = 6
        following.colour = next_colour(record.colour)
        following.link = record.link.link
        following.number = add(following.number, 10)
    else:
        record = following.copy()
    following.link = None
    return record


def next_colour(colour):
    if colour == RED:
        return BLUE if version > 100 else GREEN
    if colour == GREEN:
        return BLUE
    return RED


def add(first, second):
    local = first + 2
    return second + local


def fill(numbers, rows, first, second):
    place = first + 5
    numbers[place] = second
    numbers[place + 1] = numbers[place]
    numbers[place + 30] = place
    for column in range(place, place + 2):
        rows[place][column] = place
    rows[place][place - 1] += 1
    rows[place + 20 - 5][place] = numbers[place]


def same_letter(one, other):
    global letter_one
    if one == other:
        return True
    letter_one = one
    return False


def compare(one, other):
    place = 2
    letter = "A"
    while place <= 2:
        if not same_letter(one[place], other[place + 1]):
            letter = "A"
            place += 1
        else:
            place += 2
    if "W" <= letter <= "Z":
        place = 7
    if letter == "X":
        return True
    return one > other and place < 9


def main(n):
    global version
    other = Record()
    record = Record(other, 0, RED, 40, "A RECORD OF SOME LENGTH")
    text = "A TEXT, THE FIRST OF TWO"
    for turn in range(n):
        version = turn % 200
        flag = compare(text, "A TEXT, THE SECOND OF TWO") == False
        one, two = 2, 3
        while one < two:
            three = 5 * one - two
            three = add(one, two)
            one += 1
        fill(vector, table, one, three)
        record = update(record)
        for index in range(ord("A"), ord("C")):
            if record.colour == next_colour(GREEN) or chr(index) == "C":
                record.colour = next_colour(record.colour)
        two = two * one
        three = two // three
        two = 7 * (two - three) - one
        record.link = other if flag else record
    print(version, letter_one, vector[8], table[8][7], table[23][8], one, two, three, record.colour)


main(int(sys.argv[1]) if len(sys.argv) > 1 else 350000)
