# Runs functions and lets them jump when they come to a line for the first time.
#
# Lines are counted from the line of the definition, which is 1.

import sys


class Jumper:
    def __init__(self, code, origin, destination, event):
        self.code = code
        self.origin = origin
        self.destination = destination
        self.event = event
        self.lines = []
        self.is_done = False

    def trace(self, frame, event, argument):
        if frame.f_code is not self.code:
            return None
        line = frame.f_lineno - self.code.co_firstlineno + 1
        if event == "line":
            self.lines.append(line)
            if len(self.lines) > 200:
                raise RuntimeError("too many lines")
        if event == self.event and line == self.origin and not self.is_done:
            self.is_done = True
            try:
                frame.f_lineno = self.destination + self.code.co_firstlineno - 1
                self.lines.append(">%d" % (frame.f_lineno - self.code.co_firstlineno + 1))
            except ValueError as error:
                self.lines.append(text(error, self.code.co_firstlineno))
        return self.trace


def text(error, first):
    # Messages have absolute lines.
    words = str(error).split()
    if words[0] == "line":
        words[1] = "%d" % (int(words[1]) - first + 1)
    return " ".join(words)


def show(function, origin, destination, *arguments, event="line", code=None):
    out = []
    jumper = Jumper(code or function.__code__, origin, destination, event)
    sys.settrace(jumper.trace)
    try:
        result = function(out, *arguments)
    except Exception as error:
        result = type(error).__name__
    finally:
        sys.settrace(None)
    print(origin, "->", destination, *jumper.lines, "|", *out, "|", result)


def show_all(function, jumps, *arguments):
    print("-----", function.__name__)
    for origin, destination in jumps:
        show(function, origin, destination, *arguments)
