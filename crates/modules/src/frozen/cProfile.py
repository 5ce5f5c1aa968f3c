import sys
from time import perf_counter

__all__ = ["run", "runctx", "Profile"]


class Profile:
    """Measures how often functions are called and how long they take. The time of the profiler itself does not count."""

    def __init__(self, timer=None, timeunit=0.0, subcalls=True, builtins=True):
        self._timer = timer or perf_counter
        self._unit = timeunit or (1e-9 if isinstance(self._timer(), int) and timer else 1)
        self._subcalls = subcalls
        self._builtins = builtins
        self.clear()

    def clear(self):
        # A code object or what describes a native function: [calls, of these recursive, time inside, time with
        # callees, depth, callers]. A caller is the same list without the last.
        self._entries = {}
        # Activations: [key, entry, entry of the caller, begin, time of callees].
        self._stack = []
        self._lost = 0

    def enable(self, subcalls=True, builtins=True):
        self._subcalls = subcalls
        self._builtins = builtins
        sys.setprofile(self._event)

    def disable(self):
        sys.setprofile(None)
        while self._stack:
            self._leave(self._timer() - self._lost)

    def __enter__(self):
        self.enable()
        return self

    def __exit__(self, *exc_info):
        self.disable()

    def _event(self, frame, event, arg):
        now = self._timer()
        if event == "call":
            self._enter(frame.f_code, now - self._lost)
        elif event == "return":
            self._leave(now - self._lost)
        elif self._builtins and arg is not sys.setprofile:
            if event == "c_call":
                owner = getattr(arg, "__module__", None) or type(getattr(arg, "__self__", None))
                self._enter((arg.__qualname__, owner), now - self._lost)
            else:
                self._leave(now - self._lost)
        self._lost += self._timer() - now

    def _enter(self, key, now):
        entry = self._entries.get(key)
        if entry is None:
            entry = self._entries[key] = [0, 0, 0, 0, 0, {}]
        entry[4] += 1
        caller = None
        if self._subcalls and self._stack:
            callers = entry[5]
            name = self._stack[-1][0]
            caller = callers.get(name)
            if caller is None:
                caller = callers[name] = [0, 0, 0, 0, 0]
            caller[4] += 1
        self._stack.append([key, entry, caller, now, 0])

    def _leave(self, now):
        if not self._stack:
            # This began before the profiler.
            return
        _, entry, caller, begin, below = self._stack.pop()
        total = now - begin
        if self._stack:
            self._stack[-1][4] += total
        self._add(entry, total, below)
        if caller:
            self._add(caller, total, below)

    def _add(self, entry, total, below):
        entry[0] += 1
        entry[2] += total - below
        entry[4] -= 1
        if entry[4]:
            entry[1] += 1
        else:
            entry[3] += total

    def create_stats(self):
        self.disable()
        self.snapshot_stats()

    def snapshot_stats(self):
        self.stats = {}
        for key, entry in self._entries.items():
            calls, recursive, inside, total = entry[:4]
            if not calls:
                continue
            label = _label(key)
            old = self.stats.get(label, (0, 0, 0, 0, {}))
            callers = old[4]
            for name, caller in entry[5].items():
                if caller[0]:
                    name = _label(name)
                    times = caller[0], caller[0] - caller[1], caller[2] * self._unit, caller[3] * self._unit
                    callers[name] = _sum(callers.get(name, (0, 0, 0, 0)), times)
            times = calls - recursive, calls, inside * self._unit, total * self._unit
            # Lambdas of one line look alike.
            self.stats[label] = _sum(old[:4], times) + (callers,)

    def print_stats(self, sort=-1):
        import pstats

        if not isinstance(sort, tuple):
            sort = (sort,)
        pstats.Stats(self).strip_dirs().sort_stats(*sort).print_stats()

    def dump_stats(self, file):
        self.create_stats()
        with open(file, "w") as out:
            out.write(repr(self.stats))

    def run(self, cmd):
        import __main__

        names = __main__.__dict__
        return self.runctx(cmd, names, names)

    def runctx(self, cmd, globals, locals):
        self.enable()
        try:
            exec(cmd, globals, locals)
        finally:
            self.disable()
        return self

    def runcall(self, func, /, *args, **kw):
        self.enable()
        try:
            return func(*args, **kw)
        finally:
            self.disable()


def _sum(one, other):
    return tuple([a + b for a, b in zip(one, other)])


def _label(key):
    # File, line and name of what an entry is about.
    if not isinstance(key, tuple):
        return key.co_filename, key.co_firstlineno, key.co_name
    name, owner = key
    if isinstance(owner, str):
        text = "<built-in method %s.%s>" % (owner, name)
    elif owner is type or owner is type(None):
        text = "<built-in method %s>" % name.rpartition(".")[2]
    else:
        # The name has the class that defines it, if it is known.
        kind, _, name = name.rpartition(".")
        text = "<method %r of %r objects>" % (name, kind or owner.__name__)
    return "~", 0, text


def label(code):
    return ("~", 0, code) if isinstance(code, str) else _label(code)


def run(statement, filename=None, sort=-1):
    import __main__

    names = __main__.__dict__
    runctx(statement, names, names, filename, sort)


def runctx(statement, globals, locals, filename=None, sort=-1):
    profile = Profile()
    try:
        profile.runctx(statement, globals, locals)
    except SystemExit:
        pass
    finally:
        if filename is not None:
            profile.dump_stats(filename)
        else:
            profile.print_stats(sort)


_usage = "usage: cProfile [-o FILE] [-s ORDER] FILE [argument ...]"


def main():
    from pstats import Stats

    args = sys.argv[1:]
    options = {"-o": None, "-s": "cumulative"}
    while args and args[0][:1] == "-":
        name = {"--outfile": "-o", "--sort": "-s"}.get(args[0], args[0])
        if name not in options or len(args) < 2:
            print(_usage)
            sys.exit(0 if name in ("-h", "--help") else 2)
        options[name] = args[1]
        args = args[2:]
    if not args:
        print(_usage)
        sys.exit(2)
    order = options["-s"]
    if order not in Stats.sort_arg_dict_default:
        print("%s\ncProfile: error: invalid order: %r" % (_usage, order), file=sys.stderr)
        sys.exit(2)
    filename = args[0]
    sys.argv[:] = args
    sys.path[0] = filename.rpartition("/")[0]
    with open(filename) as file:
        code = compile(file.read(), filename, "exec")
    import __main__

    names = __main__.__dict__
    names.clear()
    names.update({"__name__": "__main__", "__file__": filename, "__package__": None})
    runctx(code, names, names, options["-o"], order)
