"""Traces a call and prints every event of the functions of the file that asks for it."""
import sys

COMPREHENSIONS = "<listcomp>", "<setcomp>", "<dictcomp>"


def text(value):
    """The value without addresses and in one order."""
    kind = type(value)
    if value is None or value is ... or kind in (bool, int, float, complex, str, bytes):
        return repr(value)
    if kind in (list, tuple):
        brackets = "[]" if kind is list else "()"
        return brackets[0] + ", ".join([text(item) for item in value]) + brackets[1]
    if kind is dict:
        return "{" + ", ".join([text(key) + ": " + text(value[key]) for key in value if key != "__builtins__"]) + "}"
    if kind in (set, frozenset):
        return kind.__name__ + ":" + ", ".join(sorted([text(item) for item in value]))
    if isinstance(value, BaseException):
        return kind.__name__ + text(value.args)
    if isinstance(value, type):
        return "class " + value.__name__
    if kind.__name__ in ("function", "builtin_function_or_method", "method"):
        return "function " + value.__name__
    return "<" + kind.__name__ + ">"


def variables(frame):
    names = [name for name in frame.f_locals if name[0] != "." and name != "__builtins__"]
    return " ".join([name + "=" + text(frame.f_locals[name]) for name in sorted(names)])


class Recorder:
    """A trace function that remembers what happens in the code of one file."""

    def __init__(self, file, fold=False):
        self.file, self.fold, self.rows, self.begun = file, fold, [], []

    def __call__(self, frame, event, argument):
        name = frame.f_code.co_name
        if frame.f_code.co_filename != self.file:
            return None
        if self.fold and name in COMPREHENSIONS:
            return self.inside(frame, event)
        if event == "exception":
            where = argument[2].tb_lineno if argument[2] else None
            shown = f"{argument[0].__name__} {text(argument[1])} from line {where}"
        else:
            shown = text(argument)
        if self.fold and event == "line":
            name = "inside"
        row = f"{event:9} {name} {frame.f_lineno} {shown}"
        if event == "return":
            row += " | " + variables(frame)
        self.rows.append(row)
        return self

    def inside(self, frame, event):
        """Lines of a comprehension count as lines of the function around it, but the one it begins with is the same."""
        if event == "line":
            if frame in self.begun or frame.f_back.f_lineno != frame.f_lineno:
                self.rows.append(f"line      inside {frame.f_lineno} None")
            self.begun.append(frame)
        return self

    def show(self, outcome):
        for row in self.rows:
            print(row)
        print("outcome  ", outcome)


def run(recorder, call):
    sys.settrace(recorder)
    try:
        result = call()
        sys.settrace(None)
        recorder.show(text(result))
    except BaseException as error:
        sys.settrace(None)
        recorder.show("raised " + text(error))


def traced(function, *arguments, fold=False, **keywords):
    """Calls a function and shows what happens in the file it is from."""
    recorder = Recorder(sys._getframe(1).f_code.co_filename, fold)
    run(recorder, lambda: function(*arguments, **keywords))


def traced_code(source, mode="exec", **names):
    """Runs a piece of source and shows what happens in it."""
    code = compile(source, "<piece>", mode)
    names["__name__"] = "piece"
    run(Recorder("<piece>"), lambda: eval(code, names))


def profiled(function, *arguments):
    """Calls a function and shows what a profiler sees of the file that asks for it."""
    file = sys._getframe(1).f_code.co_filename
    rows = []

    def profile(frame, event, argument):
        if frame.f_code.co_filename == file:
            rows.append(f"{event:11} {frame.f_code.co_name} {frame.f_lineno} {text(argument)}")

    outcome = None
    sys.setprofile(profile)
    try:
        outcome = function(*arguments)
    except Exception as error:
        outcome = error
    sys.setprofile(None)
    for row in rows:
        print(row)
    print("outcome  ", text(outcome))
