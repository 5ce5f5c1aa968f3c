import sys

__all__ = ["Stats"]


def _text(func):
    file, line, name = func
    if (file, line) != ("~", 0):
        return "%s:%d(%s)" % func
    if name[:1] == "<" and name[-1:] == ">":
        return "{%s}" % name[1:-1]
    return name


def _together(one, other):
    return tuple([a + b for a, b in zip(one, other)])


class Stats:
    """Prints what a profiler has measured."""

    # What is compared, of (primitive calls, calls, time, cumulative time, file, line, name, all of these as text).
    sort_arg_dict_default = {
        "calls": ((1,), "call count"),
        "ncalls": ((1,), "call count"),
        "cumtime": ((3,), "cumulative time"),
        "cumulative": ((3,), "cumulative time"),
        "filename": ((4,), "file name"),
        "line": ((5,), "line number"),
        "module": ((4,), "file name"),
        "name": ((6,), "function name"),
        "nfl": ((6, 4, 5), "name/file/line"),
        "pcalls": ((0,), "primitive call count"),
        "stdname": ((7,), "standard name"),
        "time": ((2,), "internal time"),
        "tottime": ((2,), "internal time"),
    }

    def __init__(self, *args, stream=None):
        self.stream = stream or sys.stdout
        self.files = []
        self.stats = {}
        self.sort_type = None
        self.fcn_list = None
        self._count()
        self.add(*args)

    def _count(self):
        self.total_calls = self.prim_calls = self.total_tt = 0
        self.top_level = set()
        for func, (cc, nc, tt, ct, callers) in self.stats.items():
            self.total_calls += nc
            self.prim_calls += cc
            self.total_tt += tt
            if ("jprofile", 0, "profiler") in callers:
                self.top_level.add(func)
        names = [len(_text(func)) for func in self.stats]
        self.max_name_len = max(names) if names else 0

    def _merge(self, func, entry):
        old = self.stats.get(func)
        if old is None:
            self.stats[func] = entry[:4] + (dict(entry[4]),)
            return
        callers = old[4]
        for caller, values in entry[4].items():
            callers[caller] = _together(callers[caller], values) if caller in callers else values
        self.stats[func] = _together(old[:4], entry[:4]) + (callers,)

    def add(self, *arg_list):
        for source in arg_list:
            if isinstance(source, str):
                self.files.append(source)
                with open(source) as file:
                    stats = eval(file.read())
            else:
                if hasattr(source, "create_stats"):
                    source.create_stats()
                stats = source.stats
            for func in stats:
                self._merge(func, stats[func])
        self.fcn_list = None
        self._count()
        return self

    def dump_stats(self, filename):
        with open(filename, "w") as file:
            file.write(repr(self.stats))

    def strip_dirs(self):
        def strip(func):
            return func[0].rpartition("/")[2], func[1], func[2]

        stats, self.stats = self.stats, {}
        for func, entry in stats.items():
            callers = {}
            for caller, values in entry[4].items():
                caller = strip(caller)
                callers[caller] = _together(callers[caller], values) if caller in callers else values
            self._merge(strip(func), entry[:4] + (callers,))
        self.fcn_list = None
        self._count()
        return self

    def sort_stats(self, *field):
        if not field:
            self.fcn_list = None
            return self
        orders = self.sort_arg_dict_default
        fields, names = [], []
        for name in field:
            name = {-1: "stdname", 0: "calls", 1: "time", 2: "cumulative"}.get(name, name)
            name = getattr(name, "value", name)
            if not isinstance(name, str):
                raise TypeError("All arguments should have the same type")
            known = [order for order in orders if order.startswith(name)]
            if name not in orders and len({orders[order] for order in known}) != 1:
                raise KeyError(name)
            order = orders[name if name in orders else known[0]]
            fields += order[0]
            names.append(order[1])

        def key(func):
            entry = self.stats[func][:4] + func + (_text(func),)
            # Most first for numbers, and the alphabet for names.
            return tuple([-entry[at] if at < 4 else entry[at] for at in fields])

        self.sort_type = ", ".join(names)
        self.fcn_list = sorted(self.stats, key=key)
        return self

    def reverse_order(self):
        if self.fcn_list:
            self.fcn_list.reverse()
        return self

    def _print(self, *words, end="\n"):
        print(*words, file=self.stream, end=end)

    def get_print_list(self, sel_list):
        width = self.max_name_len
        if self.fcn_list:
            found = self.fcn_list[:]
            text = "   Ordered by: " + self.sort_type + "\n"
        else:
            found = list(self.stats)
            text = "   Random listing order was used\n"
        for selection in sel_list:
            before = len(found)
            if isinstance(selection, str):
                found = [func for func in found if selection in _text(func)]
            elif isinstance(selection, float) and 0.0 <= selection < 1.0:
                found = found[: int(len(found) * selection + 0.5)]
            elif isinstance(selection, int) and 0 <= selection < before:
                found = found[:selection]
            else:
                text += "   <Invalid restriction %r>\n" % selection
            if len(found) != before:
                text += "   List reduced from %r to %r due to restriction <%r>\n" % (before, len(found), selection)
        if found:
            self._print(text)
            if len(found) < len(self.stats):
                width = max([len(_text(func)) for func in found])
        return width + 2, found

    def print_stats(self, *amount):
        for filename in self.files:
            self._print(filename)
        if self.files:
            self._print()
        indent = " " * 8
        for func in self.top_level:
            self._print(indent, func[2])
        self._print(indent, self.total_calls, "function calls", end=" ")
        if self.total_calls != self.prim_calls:
            self._print("(%d primitive calls)" % self.prim_calls, end=" ")
        self._print("in %.3f seconds" % self.total_tt)
        self._print()
        _, found = self.get_print_list(amount)
        if found:
            self._print("   ncalls  tottime  percall  cumtime  percall filename:lineno(function)")
            for func in found:
                self.print_line(func)
            self._print()
            self._print()
        return self

    def print_line(self, func):
        cc, nc, tt, ct, _ = self.stats[func]
        calls = str(nc) if nc == cc else "%d/%d" % (nc, cc)
        inside = "%8.3f" % (tt / nc) if nc else " " * 8
        total = "%8.3f" % (ct / cc) if cc else " " * 8
        self._print("%9s %8.3f %s %8.3f %s %s" % (calls, tt, inside, ct, total, _text(func)))

    def print_callers(self, *amount):
        width, found = self.get_print_list(amount)
        if found:
            self._print("Function ".ljust(width) + "was called by...")
            self._print(" " * width + "    ncalls  tottime  cumtime")
            for func in found:
                self._print_related(width, func, self.stats[func][4], "<-")
            self._print()
            self._print()
        return self

    def print_callees(self, *amount):
        width, found = self.get_print_list(amount)
        if found:
            called = {}
            for func in self.stats:
                for caller, values in self.stats[func][4].items():
                    called.setdefault(caller, {})[func] = values
            self._print("Function ".ljust(width) + "called...")
            self._print(" " * width + "    ncalls  tottime  cumtime")
            for func in found:
                self._print_related(width, func, called.get(func, {}), "->")
            self._print()
            self._print()
        return self

    def _print_related(self, width, func, related, arrow):
        self._print(_text(func).ljust(width) + arrow, end=" ")
        indent = ""
        for other in sorted(related):
            nc, cc, tt, ct = related[other]
            calls = str(nc) if nc == cc else "%d/%d" % (nc, cc)
            self._print("%s%7s %8.3f %8.3f  %s" % (indent, calls, tt, ct, _text(other)))
            indent = " " * (width + 3)
        if not related:
            self._print()
