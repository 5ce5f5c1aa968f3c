"""A recursive-descent parser and a printer for a language like JSON, with exact error positions."""


class ParseError(ValueError):
    def __init__(self, message, line, column):
        super().__init__(f"{message} (line {line}, column {column})")
        self.line = line
        self.column = column


class Parser:
    ESCAPES = {'"': '"', "\\": "\\", "/": "/", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
    CONSTANTS = {"true": True, "false": False, "null": None}

    def __init__(self, text):
        self.text = text
        self.position = 0

    def parse(self):
        value = self.value()
        if self.peek():
            raise self.error("unexpected text after the value")
        return value

    def error(self, message):
        before = self.text[: self.position]
        line = before.count("\n") + 1
        return ParseError(message, line, self.position - before.rfind("\n"))

    def peek(self):
        while self.position < len(self.text) and self.text[self.position] in " \t\r\n":
            self.position += 1
        return self.text[self.position : self.position + 1]

    def expect(self, character):
        if self.peek() != character:
            raise self.error(f"expected {character!r}")
        self.position += 1

    def value(self):
        match self.peek():
            case "{":
                return dict(self.members())
            case "[":
                return list(self.elements())
            case '"':
                return self.string()
            case "":
                raise self.error("unexpected end")
            case character if character.isdigit() or character == "-":
                return self.number()
            case _:
                return self.constant()

    def members(self):
        for _ in self.sequence("{", "}"):
            key = self.string()
            self.expect(":")
            yield key, self.value()

    def elements(self):
        for _ in self.sequence("[", "]"):
            yield self.value()

    def sequence(self, opening, closing):
        self.expect(opening)
        if self.peek() == closing:
            self.position += 1
            return
        while True:
            yield
            if self.peek() == closing:
                self.position += 1
                return
            self.expect(",")

    def string(self):
        self.expect('"')
        parts = []
        while (character := self.text[self.position : self.position + 1]) != '"':
            if character == "" or character == "\n":
                raise self.error("unterminated string")
            self.position += 1
            if character == "\\":
                character = self.escape()
            parts.append(character)
        self.position += 1
        return "".join(parts)

    def escape(self):
        letter = self.text[self.position : self.position + 1]
        self.position += 1
        if letter == "u":
            digits = self.text[self.position : self.position + 4]
            try:
                code = int(digits, 16)
            except ValueError:
                raise self.error(f"bad escape \\u{digits}") from None
            self.position += 4
            return chr(code)
        if letter not in self.ESCAPES:
            raise self.error(f"bad escape \\{letter}")
        return self.ESCAPES[letter]

    def number(self):
        start = self.position
        while self.text[self.position : self.position + 1] in tuple("0123456789+-.eE"):
            self.position += 1
        text = self.text[start : self.position]
        try:
            return float(text) if set(text) & set(".eE") else int(text)
        except ValueError:
            raise self.error(f"bad number {text!r}") from None

    def constant(self):
        start = self.position
        while self.text[self.position : self.position + 1].isalpha():
            self.position += 1
        name = self.text[start : self.position]
        if name in self.CONSTANTS:
            return self.CONSTANTS[name]
        self.position = start
        raise self.error(f"unknown word {name!r}")


def dump(value, indent=""):
    inner = indent + "  "
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case int() | float():
            return repr(value)
        case str():
            return '"' + "".join(quote(character) for character in value) + '"'
        case [] | {} if not value:
            return "[]" if isinstance(value, list) else "{}"
        case [*items]:
            lines = [inner + dump(item, inner) for item in items]
            return "[\n" + ",\n".join(lines) + "\n" + indent + "]"
        case {**items}:
            lines = [f"{inner}{dump(key)}: {dump(item, inner)}" for key, item in items.items()]
            return "{\n" + ",\n".join(lines) + "\n" + indent + "}"
    raise TypeError(f"cannot dump {type(value).__name__}")


def quote(character):
    for letter, meaning in Parser.ESCAPES.items():
        if character == meaning and letter != "/":
            return "\\" + letter
    return character if character >= " " else f"\\u{ord(character):04x}"


DOCUMENT = r"""
{
  "name": "amphisbaena",
  "heads": [{"end": "front", "venom": 0.5}, {"end": "back", "venom": -1.25e2}],
  "legs": 0, "extinct": false, "habitat": null,
  "motto": "both \"ways\" \\ at once\n\u00e9\u4e2d",
  "nested": [[[], {}], [1, [2, [3]]]],
  "big": 123456789012345678901234567890
}
"""

MISTAKES = [
    "",
    "[1, 2",
    '{"a" 1}',
    '["abc',
    "[1, 2] x",
    '["\\q"]',
    '{"a": nope}',
    "[1.2.3]",
    '[\n  1,\n  "\\u12g4"\n]',
]


def main():
    value = Parser(DOCUMENT).parse()
    text = dump(value)
    print(text)
    print("round trip:", Parser(text).parse() == value)
    for mistake in MISTAKES:
        try:
            print(Parser(mistake).parse())
        except ParseError as error:
            print(f"{mistake!r}: {error}")
    deep = "[" * 50 + "]" * 50
    print("depth:", str(Parser(deep).parse()) == deep)


main()
