_repr = repr


class Repr:
    def __init__(self):
        self.fillvalue = "..."
        self.maxlevel = self.maxtuple = self.maxlist = self.maxset = self.maxfrozenset = self.maxdeque = 6
        self.maxarray = 5
        self.maxdict = 4
        self.maxstring = self.maxother = 30
        self.maxlong = 40

    def repr(self, x):
        return self.repr1(x, self.maxlevel)

    def repr1(self, x, level):
        method = getattr(self, "repr_" + type(x).__name__.replace(" ", "_"), self.repr_instance)
        return method(x, level)

    def _cut(self, text, width):
        if len(text) <= width:
            return text
        head = max(0, (width - 3) // 2)
        tail = max(0, width - 3 - head)
        return text[:head] + self.fillvalue + text[len(text) - tail :]

    def _items(self, x, level, left, right, most, lone=""):
        if level <= 0 and len(x):
            return left + self.fillvalue + right
        parts = []
        for item in x:
            if len(parts) == most:
                parts.append(self.fillvalue)
                break
            parts.append(self.repr1(item, level - 1))
        if len(x) == 1:
            right = lone + right
        return left + ", ".join(parts) + right

    def _order(self, x):
        try:
            return sorted(x)
        except Exception:
            return list(x)

    def repr_list(self, x, level):
        return self._items(x, level, "[", "]", self.maxlist)

    def repr_tuple(self, x, level):
        return self._items(x, level, "(", ")", self.maxtuple, ",")

    def repr_array(self, x, level):
        if not len(x):
            return "array('%s')" % x.typecode
        return self._items(x, level, "array('%s', [" % x.typecode, "])", self.maxarray)

    def repr_deque(self, x, level):
        return self._items(x, level, "deque([", "])", self.maxdeque)

    def repr_set(self, x, level):
        return self._items(self._order(x), level, "{", "}", self.maxset) if x else "set()"

    def repr_frozenset(self, x, level):
        return self._items(self._order(x), level, "frozenset({", "})", self.maxfrozenset) if x else "frozenset()"

    def repr_dict(self, x, level):
        if not x:
            return "{}"
        if level <= 0:
            return "{" + self.fillvalue + "}"
        parts = []
        for key in self._order(x)[: self.maxdict]:
            parts.append("%s: %s" % (self.repr1(key, level - 1), self.repr1(x[key], level - 1)))
        if len(x) > self.maxdict:
            parts.append(self.fillvalue)
        return "{" + ", ".join(parts) + "}"

    def repr_str(self, x, level):
        text = _repr(x[: self.maxstring])
        if len(text) <= self.maxstring:
            return text
        head = max(0, (self.maxstring - 3) // 2)
        tail = max(0, self.maxstring - 3 - head)
        text = _repr(x[:head] + x[len(x) - tail :])
        return text[:head] + self.fillvalue + text[len(text) - tail :]

    def repr_int(self, x, level):
        return self._cut(_repr(x), self.maxlong)

    def repr_instance(self, x, level):
        try:
            text = _repr(x)
        except Exception:
            return "<%s instance at %#x>" % (type(x).__name__, id(x))
        return self._cut(text, self.maxother)


def recursive_repr(fillvalue="..."):
    def decorate(function):
        active = []

        def wrapper(self):
            if id(self) in active:
                return fillvalue
            active.append(id(self))
            try:
                return function(self)
            finally:
                active.remove(id(self))

        wrapper.__name__ = function.__name__
        wrapper.__doc__ = function.__doc__
        return wrapper

    return decorate


aRepr = Repr()
repr = aRepr.repr
