import sys
import types
import linecache

CO_OPTIMIZED, CO_NEWLOCALS, CO_VARARGS, CO_VARKEYWORDS = 1, 2, 4, 8
CO_NESTED, CO_GENERATOR, CO_COROUTINE, CO_ITERABLE_COROUTINE, CO_ASYNC_GENERATOR = 16, 32, 128, 256, 512


def _kind(name):
    kind = getattr(types, name)

    def test(object):
        return isinstance(object, kind)

    return test


ismodule = _kind("ModuleType")
isfunction = _kind("FunctionType")
isgenerator = _kind("GeneratorType")
iscoroutine = _kind("CoroutineType")
iscode = _kind("CodeType")
istraceback = _kind("TracebackType")


def ismethod(object):
    # A method of a builtin type is of the same kind, but has no code.
    return isinstance(object, types.MethodType) and hasattr(object, "__code__")


def isbuiltin(object):
    return isinstance(object, (types.BuiltinFunctionType, types.MethodType)) and not hasattr(object, "__code__")


def isframe(object):
    return type(object).__name__ == "frame"


def isclass(object):
    return isinstance(object, type)


def isroutine(object):
    return isbuiltin(object) or isfunction(object) or ismethod(object)


def _flags(object):
    return getattr(getattr(getattr(object, "__func__", object), "__code__", None), "co_flags", 0)


def isgeneratorfunction(object):
    return bool(_flags(object) & CO_GENERATOR)


def iscoroutinefunction(object):
    return bool(_flags(object) & CO_COROUTINE)


def isasyncgenfunction(object):
    return bool(_flags(object) & CO_ASYNC_GENERATOR)


def getmembers(object, predicate=None):
    found = []
    for name in dir(object):
        try:
            value = getattr(object, name)
        except AttributeError:
            continue
        if predicate is None or predicate(value):
            found.append((name, value))
    return sorted(found, key=lambda pair: pair[0])


def getmodule(object):
    return object if ismodule(object) else sys.modules.get(getattr(object, "__module__", None))


def cleandoc(doc):
    lines = doc.expandtabs().split("\n")
    margins = [_margin(line) for line in lines[1:] if line.strip()]
    margin = min(margins) if margins else 0
    lines = [lines[0].lstrip()] + [line[margin:] for line in lines[1:]]
    while lines and not lines[-1]:
        lines.pop()
    while lines and not lines[0]:
        lines.pop(0)
    return "\n".join(lines)


def getdoc(object):
    doc = getattr(object, "__doc__", None)
    return cleandoc(doc) if isinstance(doc, str) else None


def currentframe():
    return sys._getframe(1)


def unwrap(func):
    while hasattr(func, "__wrapped__"):
        func = func.__wrapped__
    return func


# Source lines.


def _code(object):
    object = getattr(unwrap(object), "__func__", object)
    for name in ("__code__", "tb_frame", "f_code", "gi_code", "cr_code"):
        object = getattr(object, name, object)
    return object if iscode(object) else None


def getfile(object):
    code = _code(object)
    if code:
        return code.co_filename
    file = getattr(getmodule(object) if isclass(object) else object, "__file__", None)
    if file is None:
        text = "module, class, method, function, traceback, frame, or code object was expected, got %s"
        raise TypeError(text % type(object).__name__)
    return file


getsourcefile = getfile


def getsourcelines(object):
    """The lines that define something, and the number of the first; 0 for all of a file."""
    lines = linecache.getlines(getfile(object))
    if not lines:
        raise OSError("could not get source code")
    code = _code(object)
    if code and code.co_name != "<module>":
        return getblock(lines[code.co_firstlineno - 1 :], _last_line(code) - code.co_firstlineno), code.co_firstlineno
    if not isclass(object):
        return lines, 0
    for number, line in enumerate(lines):
        words = line.replace("(", " ").replace(":", " ").split()
        if words[:2] == ["class", object.__name__]:
            while number and lines[number - 1].lstrip()[:1] == "@":
                number -= 1
            return getblock(lines[number:]), number + 1
    raise OSError("could not find class definition")


def getsource(object):
    return "".join(getsourcelines(object)[0])


def getblock(lines, known=0):
    """The definition that lines begin with; it has the line `known` at least."""
    head = 0
    while head < len(lines) - 1 and lines[head].lstrip()[:1] == "@":
        head += 1
    margin = _margin(lines[head])
    last = max(head, known)
    body = None
    quote = _open_quote(lines[head], "")
    for number in range(head + 1, len(lines)):
        text = lines[number].strip()
        column = _margin(lines[number])
        inside = quote
        quote = _open_quote(lines[number], quote)
        if inside:
            last = max(last, number)
            continue
        if not text or (text[0] == "#" and (body is None or column < body)):
            continue
        if number > last:
            if column <= margin:
                break
            last = number
        if body is None and column > margin:
            body = column
    return lines[: last + 1]


def _open_quote(line, quote):
    # The quotes of a string that goes on after a line, if it began inside of such a string or of none.
    at = 0
    while at < len(line):
        if quote:
            if line[at] == "\\":
                at += 1
            elif line.startswith(quote, at):
                at += len(quote) - 1
                quote = ""
        elif line[at] == "#":
            break
        elif line[at] in "\"'":
            quote = line[at] * 3 if line.startswith(line[at] * 3, at) else line[at]
            at += len(quote) - 1
        at += 1
    return quote if len(quote) == 3 else ""


def _margin(line):
    line = line.expandtabs()
    return len(line) - len(line.lstrip())


def _last_line(code):
    last = max([line[2] or 0 for line in code.co_lines()])
    for constant in code.co_consts:
        if iscode(constant):
            last = max(last, _last_line(constant))
    return last
