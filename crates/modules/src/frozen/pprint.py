import sys


def _form(x, seen):
    # As repr(), but what has an order is in that order, and what contains itself ends.
    kind = type(x)
    if kind not in (dict, list, tuple):
        return repr(x)
    if id(x) in seen:
        return "<Recursion on %s with id=%d>" % (kind.__name__, id(x))
    seen = seen + (id(x),)
    left, right, items = _parts(x)
    if kind is dict:
        texts = ["%s: %s" % (_form(key, seen), _form(x[key], seen)) for key in items]
    else:
        texts = [_form(item, seen) for item in items]
    return left + ", ".join(texts) + right


def _parts(x):
    kind = type(x)
    if kind is list:
        return "[", "]", x
    if kind is tuple:
        return "(", ",)" if len(x) == 1 else ")", x
    if kind is not dict and not x:
        return repr(x), "", x
    try:
        items = sorted(x)
    except TypeError:
        items = sorted(x, key=lambda item: (str(type(item)), id(item)))
    if kind is frozenset:
        return "frozenset({", "})", items
    return "{", "}", items


def _write(x, write, indent, column, after, width, seen):
    text = _form(x, ())
    kind = type(x)
    if len(text) <= width - column - after or kind not in (dict, list, tuple, set, frozenset) or id(x) in seen or not x:
        write(text)
        return
    seen = seen + (id(x),)
    left, right, items = _parts(x)
    write(left + " " * (indent - 1 if indent > 1 and len(left) == 1 else 0))
    column += len(left) - 1 + indent
    last = len(x) - 1
    for number, item in enumerate(items):
        if number:
            write(",\n" + " " * column)
        behind = after + len(right) if number == last else 1
        if kind is dict:
            key = _form(item, ())
            write(key + ": ")
            _write(x[item], write, indent, column + len(key) + 2, behind, width, seen)
        else:
            _write(item, write, indent, column, behind, width, seen)
    write(right)


def pformat(object, indent=1, width=80):
    parts = []
    _write(object, parts.append, indent, 0, 0, width, ())
    return "".join(parts)


def pprint(object, stream=None, indent=1, width=80):
    (stream or sys.stdout).write(pformat(object, indent, width) + "\n")


pp = pprint


def saferepr(object):
    return _form(object, ())
