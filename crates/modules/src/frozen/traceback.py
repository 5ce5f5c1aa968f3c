import sys
import linecache

__all__ = [
    "extract_stack",
    "extract_tb",
    "format_exception",
    "format_exception_only",
    "format_list",
    "format_stack",
    "format_tb",
    "print_exc",
    "format_exc",
    "print_exception",
    "print_last",
    "print_stack",
    "print_tb",
    "clear_frames",
    "FrameSummary",
    "StackSummary",
    "TracebackException",
    "walk_stack",
    "walk_tb",
]

_cause = "\nThe above exception was the direct cause of the following exception:\n\n"
_context = "\nDuring handling of the above exception, another exception occurred:\n\n"


class FrameSummary:
    """A place of a traceback. It is also a tuple of file, line number, function and line."""

    def __init__(self, filename, lineno, name, *, lookup_line=True, locals=None, line=None):
        self.filename = filename
        self.lineno = lineno
        self.name = name
        self.locals = locals and {name: repr(value) for name, value in locals.items()}
        self._line = line
        if lookup_line:
            self.line

    @property
    def line(self):
        if self._line is None and self.lineno is not None:
            self._line = linecache.getline(self.filename, self.lineno)
        return self._line and self._line.strip()

    def __iter__(self):
        return iter((self.filename, self.lineno, self.name, self.line))

    def __getitem__(self, index):
        return tuple(self)[index]

    def __len__(self):
        return 4

    def __eq__(self, other):
        return tuple(self) == tuple(other)

    def __repr__(self):
        return "<FrameSummary file %s, line %s in %s>" % (self.filename, self.lineno, self.name)


class StackSummary(list):
    @classmethod
    def extract(cls, frame_gen, *, limit=None, lookup_lines=True, capture_locals=False):
        found = cls()
        for frame, lineno in frame_gen:
            code = frame.f_code
            names = frame.f_locals if capture_locals else None
            # Lines are looked up when they are asked for.
            found.append(FrameSummary(code.co_filename, lineno, code.co_name, lookup_line=False, locals=names))
        if limit is not None:
            found[:] = found[:limit] if limit >= 0 else found[limit:]
        return found

    @classmethod
    def from_list(cls, a_list):
        found = cls()
        for place in a_list:
            if not isinstance(place, FrameSummary):
                filename, lineno, name, line = place
                place = FrameSummary(filename, lineno, name, line=line)
            found.append(place)
        return found

    def format_frame_summary(self, frame_summary):
        text = '  File "%s", line %s, in %s\n' % tuple(frame_summary)[:3]
        if frame_summary.line:
            text += "    %s\n" % frame_summary.line
        for name, value in sorted((frame_summary.locals or {}).items()):
            text += "    %s = %s\n" % (name, value)
        return text

    def format(self):
        lines = []
        last = None
        count = 0
        for place in list(self) + [None]:
            here = place and (place.filename, place.lineno, place.name)
            if here != last:
                if count > 3:
                    more = count - 3
                    lines.append("  [Previous line repeated %d more time%s]\n" % (more, "s" if more > 1 else ""))
                last = here
                count = 0
            count += 1
            if place and count <= 3:
                lines.append(self.format_frame_summary(place))
        return lines


def walk_tb(tb):
    while tb is not None:
        yield tb.tb_frame, tb.tb_lineno
        tb = tb.tb_next


def walk_stack(f):
    if f is None:
        f = sys._getframe().f_back.f_back
    while f is not None:
        yield f, f.f_lineno
        f = f.f_back


def extract_tb(tb, limit=None):
    return StackSummary.extract(walk_tb(tb), limit=limit)


def extract_stack(f=None, limit=None):
    if f is None:
        f = sys._getframe().f_back
    # The newest are first here.
    found = StackSummary.extract(walk_stack(f), limit=limit)
    found.reverse()
    return found


def format_list(extracted_list):
    return StackSummary.from_list(extracted_list).format()


def print_list(extracted_list, file=None):
    _print(format_list(extracted_list), file)


def format_tb(tb, limit=None):
    return extract_tb(tb, limit).format()


def print_tb(tb, limit=None, file=None):
    _print(format_tb(tb, limit), file)


def format_stack(f=None, limit=None):
    return extract_stack(f or sys._getframe().f_back, limit).format()


def print_stack(f=None, limit=None, file=None):
    _print(format_stack(f or sys._getframe().f_back, limit), file)


def _print(lines, file):
    for line in lines:
        print(line, file=file or sys.stderr, end="")


def clear_frames(tb):
    while tb is not None:
        try:
            tb.tb_frame.clear()
        except RuntimeError:
            # It still runs.
            pass
        tb = tb.tb_next


_absent = object()


def _exception(exc, value):
    # The exception of a pair of a class and an exception, or of the exception alone.
    return exc if value is _absent else value


def format_exception_only(exc, /, value=_absent):
    return list(TracebackException.from_exception(_exception(exc, value)).format_exception_only())


def format_exception(exc, /, value=_absent, tb=_absent, limit=None, chain=True):
    found = TracebackException.from_exception(_exception(exc, value), limit=limit)
    if tb is not _absent:
        found.stack = extract_tb(tb, limit)
    return list(found.format(chain=chain))


def print_exception(exc, /, value=_absent, tb=_absent, limit=None, file=None, chain=True):
    _print(format_exception(exc, value, tb, limit, chain), file)


def format_exc(limit=None, chain=True):
    return "".join(format_exception(sys.exc_info()[1], limit=limit, chain=chain))


def print_exc(limit=None, file=None, chain=True):
    print_exception(sys.exc_info()[1], limit=limit, file=file, chain=chain)


def print_last(limit=None, file=None, chain=True):
    if not hasattr(sys, "last_value"):
        raise ValueError("no last exception")
    print_exception(sys.last_value, limit=limit, file=file, chain=chain)


class TracebackException:
    """What a traceback of an exception shows, kept without the exception itself."""

    def __init__(self, exc_type, exc_value, exc_traceback, *, limit=None, capture_locals=False, _seen=None):
        seen = _seen or set()
        seen.add(id(exc_value))
        self.exc_type = exc_type
        self.stack = StackSummary.extract(walk_tb(exc_traceback), limit=limit, capture_locals=capture_locals)
        self._lines = list(_describe(exc_value))
        self.__cause__ = self.__context__ = None
        self.__suppress_context__ = getattr(exc_value, "__suppress_context__", False)
        for name in "__cause__", "__context__":
            other = getattr(exc_value, name, None)
            if other is not None and id(other) not in seen:
                found = TracebackException(
                    type(other), other, other.__traceback__, limit=limit, capture_locals=capture_locals, _seen=seen
                )
                setattr(self, name, found)
        self.exceptions = None
        if isinstance(exc_value, BaseExceptionGroup):
            self.exceptions = [
                TracebackException(
                    type(other), other, other.__traceback__, limit=limit, capture_locals=capture_locals, _seen=seen
                )
                for other in exc_value.exceptions
            ]

    @classmethod
    def from_exception(cls, exc, *args, **kwargs):
        return cls(type(exc), exc, getattr(exc, "__traceback__", None), *args, **kwargs)

    def __str__(self):
        return self._lines[-1].rstrip("\n").partition(": ")[2]

    def format_exception_only(self):
        return iter(self._lines)

    def format(self, *, chain=True):
        return iter(self._format(chain, "", 0))

    def _format(self, chain, indent, depth):
        lines = []
        if chain and self.__cause__ is not None:
            lines += self.__cause__._format(chain, indent, depth)
            lines += _indented([_cause], indent and indent + "| ")
        elif chain and self.__context__ is not None and not self.__suppress_context__:
            lines += self.__context__._format(chain, indent, depth)
            lines += _indented([_context], indent and indent + "| ")
        if self.exceptions is None:
            own = ["Traceback (most recent call last):\n"] + self.stack.format() if self.stack else []
            return lines + _indented(own + self._lines, indent and indent + "| ")
        # The exceptions of a group, each below a line with its number.
        if not depth:
            indent = "  "
        own = self.stack.format() + self._lines
        if self.stack:
            head = "%s+ Exception Group Traceback (most recent call last):\n" % indent if not depth else None
            own = ([] if head else ["Exception Group Traceback (most recent call last):\n"]) + own
            lines += [head] if head else []
        lines += _indented(own, indent + "| ")
        for number, other in enumerate(self.exceptions):
            corner = "+-" if number == 0 else "  "
            lines.append("%s%s+---------------- %d ----------------\n" % (indent, corner, number + 1))
            lines += other._format(chain, indent + "  ", depth + 1)
            if number == len(self.exceptions) - 1 and other.exceptions is None:
                lines.append("%s  +------------------------------------\n" % indent)
        return lines


def _indented(texts, indent):
    if not indent:
        return texts
    lines = []
    for text in texts:
        lines.append("".join([(indent + line).rstrip(" ") + "\n" for line in text.rstrip("\n").split("\n")]))
    return lines


def _describe(value):
    # The lines about an exception itself.
    kind = type(value)
    if value is None:
        return ["NoneType: None\n"]
    name = kind.__qualname__
    if kind.__module__ not in ("__main__", "builtins"):
        name = "%s.%s" % (kind.__module__, name)
    lines = []
    if isinstance(value, SyntaxError):
        if value.lineno is not None:
            lines.append('  File "%s", line %s\n' % (value.filename or "<string>", value.lineno))
        if value.text:
            text = value.text.rstrip("\n")
            lines.append("    %s\n" % text.lstrip(" \n\f"))
            if value.offset:
                start = max(value.offset - 1 - len(text) + len(text.lstrip(" \n\f")), 0)
                width = 1
                if value.end_lineno == value.lineno and value.end_offset:
                    width = max(value.end_offset - value.offset, 1)
                lines.append("    %s%s\n" % (" " * start, "^" * width))
        text = value.msg or "<no detail available>"
    else:
        try:
            text = str(value)
        except Exception:
            text = "<exception str() failed>"
    lines.append("%s: %s\n" % (name, text) if text else name + "\n")
    notes = getattr(value, "__notes__", None)
    if isinstance(notes, (list, tuple)):
        for note in notes:
            lines += [line + "\n" for line in str(note).split("\n")]
    return lines
