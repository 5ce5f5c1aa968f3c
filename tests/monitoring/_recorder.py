# Records the events of sys.monitoring while a function runs.
import sys

m = sys.monitoring
E = m.events
NAMES = [
    "PY_START", "PY_RESUME", "PY_RETURN", "PY_YIELD", "CALL", "LINE", "INSTRUCTION", "JUMP", "BRANCH",
    "STOP_ITERATION", "RAISE", "EXCEPTION_HANDLED", "PY_UNWIND", "PY_THROW", "RERAISE", "C_RETURN", "C_RAISE",
]
PY = E.PY_START | E.PY_RESUME | E.PY_RETURN | E.PY_YIELD
EXCEPTIONS = E.RAISE | E.EXCEPTION_HANDLED | E.PY_UNWIND | E.PY_THROW | E.RERAISE | E.STOP_ITERATION
CALLS = E.CALL | E.C_RETURN | E.C_RAISE


def bit(name):
    return 1 << NAMES.index(name)


def show(value):
    if value is m.MISSING:
        return "MISSING"
    if isinstance(value, BaseException):
        return repr(value)
    if value is None or isinstance(value, (int, str, list, tuple)):
        return repr(value)
    name = getattr(value, "__name__", None)
    return name if isinstance(name, str) else type(value).__name__


class Recorder:
    """A tool that writes down what it is told about the code of one file."""

    def __init__(self, file, tool=1):
        self.file = file
        self.tool = tool
        self.log = []
        self.answer = {}

    def callback(self, name):
        def called(code, *rest):
            if code.co_filename != self.file or code.co_name in ("<module>", "record"):
                return None
            if name == "LINE":
                shown = [str(rest[0] - code.co_firstlineno)]
            elif name in ("INSTRUCTION", "JUMP", "BRANCH"):
                shown = []
            else:
                shown = [show(value) for value in rest[1:]]
            self.add(" ".join([name, code.co_name] + shown))
            return self.answer.get(name)

        return called

    def add(self, line):
        # Hidden handlers, which only clean up and raise again, are left out: implementations have more or less of them.
        if line.startswith("RERAISE") and self.log and self.log[-1] == line.replace("RERAISE", "EXCEPTION_HANDLED"):
            self.log.pop()
        else:
            self.log.append(line)

    def start(self, events):
        m.use_tool_id(self.tool, "recorder")
        for name in NAMES:
            if events & bit(name):
                m.register_callback(self.tool, bit(name), self.callback(name))
        m.set_events(self.tool, events)

    def stop(self):
        m.set_events(self.tool, 0)
        for name in NAMES:
            m.register_callback(self.tool, bit(name), None)
        m.free_tool_id(self.tool)

    def show(self, title):
        print("--", title)
        for line in self.log:
            print(line)
        self.log.clear()

    def record(self, function, events, title=None):
        self.start(events)
        try:
            function()
        except BaseException as error:
            ending = "raised " + repr(error)
        else:
            ending = None
        self.stop()
        self.show(title or function.__name__)
        if ending:
            print(ending)
