# A small program: a calculator.
from _events import traced


class Tokens:
    def __init__(self, text):
        self.items = text.split()

    def peek(self):
        return self.items[0] if self.items else None

    def take(self):
        return self.items.pop(0)


def term(tokens):
    token = tokens.take()
    if token == "(":
        value = total(tokens)
        tokens.take()
        return value
    try:
        return int(token)
    except ValueError as error:
        raise SyntaxError(token) from error


def total(tokens):
    value = term(tokens)
    while tokens.peek() in ("+", "-"):
        if tokens.take() == "+":
            value += term(tokens)
        else:
            value -= term(tokens)
    return value


traced(total, Tokens("1 + ( 2 - 3 )"))
traced(total, Tokens("1 + x"))
