import sys
import linecache
from os import path

__all__ = ["Trace", "CoverageResults"]

PRAGMA_NOCOVER = "#pragma NO COVER"


def _modname(filename):
    if filename.startswith("<frozen "):
        return filename[8:-1]
    return path.splitext(path.basename(filename))[0]


def _fullmodname(filename):
    # The name by which a file would be imported.
    longest = ""
    for folder in sys.path:
        if filename.startswith(folder + "/") and len(folder) > len(longest):
            longest = folder
    base = filename[len(longest) + 1 :] if longest else filename
    return path.splitext(base.replace("/", "."))[0].lstrip(".")


def _codes(filename):
    # The code objects of a file.
    source = "".join(linecache.getlines(filename))
    try:
        found = [compile(source, filename, "exec")]
    except SyntaxError as error:
        print("Not printing coverage data for %r: %s" % (filename, error), file=sys.stderr)
        return []
    for code in found:
        found += [constant for constant in code.co_consts if hasattr(constant, "co_lines")]
    return found


def _code_key(code):
    return code.co_filename, code.co_qualname, code.co_firstlineno


def _line(code, offset):
    for start, end, line in code.co_lines():
        if start <= offset < end:
            return line
    return 0


def _goal(code, start, end):
    # The line of the body of a loop is the one behind the assignment to its variable.
    line = _line(code, end)
    if end < start and line == _line(code, start):
        for first, _, other in code.co_lines():
            if end < first < start and other != line:
                return other
    return line


def _find_executable_linenos(filename):
    lines = {}
    for code in _codes(filename):
        for _, _, line in code.co_lines():
            if line and (line > code.co_firstlineno or code.co_name == "<module>"):
                lines[line] = 1
    return lines


class _Ignore:
    def __init__(self, modules=None, dirs=None):
        self._mods = set(modules or ())
        self._dirs = [path.normpath(folder) for folder in dirs or ()]
        self._known = {"<string>": True}

    def names(self, filename, modulename):
        known = self._known.get(modulename)
        if known is None:
            known = filename is None or modulename in self._mods
            known = known or any(modulename.startswith(name + ".") for name in self._mods)
            known = known or any(filename.startswith(folder + "/") for folder in self._dirs)
            self._known[modulename] = known
        return known


class CoverageResults:
    def __init__(self, counts=None, calledfuncs=None, infile=None, callers=None, outfile=None, branches=None):
        self.counts = dict(counts or {})  # (file, line): how often
        self.calledfuncs = dict(calledfuncs or {})  # (file, module, function): 1
        self.callers = dict(callers or {})  # (caller, called): 1
        self.branches = branches
        self.infile = infile
        self.outfile = outfile
        if infile:
            try:
                with open(infile) as file:
                    self.update(CoverageResults(*eval(file.read())))
            except (OSError, SyntaxError, TypeError) as error:
                print("Skipping counts file %r: %s" % (infile, error), file=sys.stderr)

    def is_ignored_filename(self, filename):
        return filename.startswith("<") and filename.endswith(">")

    def update(self, other):
        for key in other.counts:
            self.counts[key] = self.counts.get(key, 0) + other.counts[key]
        self.calledfuncs.update(other.calledfuncs)
        self.callers.update(other.callers)

    def write_results(self, show_missing=True, summary=False, coverdir=None):
        if self.calledfuncs:
            print()
            print("functions called:")
            for called in sorted(self.calledfuncs):
                print("filename: %s, modulename: %s, funcname: %s" % called)
        if self.callers:
            self._write_callers()
        files = {}
        for filename, lineno in self.counts:
            if not self.is_ignored_filename(filename):
                files.setdefault(filename, {})[lineno] = self.counts[filename, lineno]
        sums = {}
        for filename, hits in files.items():
            if coverdir is None:
                folder = path.dirname(path.abspath(filename))
                modulename = _modname(filename)
            else:
                folder = coverdir
                if not path.exists(folder):
                    import os

                    os.makedirs(folder)
                modulename = _fullmodname(filename)
            lnotab = _find_executable_linenos(filename) if show_missing else {}
            source = linecache.getlines(filename)
            name = path.join(folder, modulename)
            n_hits, n_lines = self.write_results_file(name + ".cover", source, lnotab, hits)
            if self.branches is not None:
                self._write_branches(name + ".branches", filename)
            if summary and n_lines:
                sums[modulename] = n_lines, int(100 * n_hits / n_lines), modulename, filename
        if summary and sums:
            print("lines   cov%   module   (path)")
            for modulename in sorted(sums):
                print("%5d   %3d%%   %s   (%s)" % sums[modulename])
        if self.outfile:
            try:
                with open(self.outfile, "w") as file:
                    file.write(repr((self.counts, self.calledfuncs, None, self.callers)))
            except OSError as error:
                print("Can't save counts files because %s" % error, file=sys.stderr)

    def _write_callers(self):
        print()
        print("calling relationships:")
        last_file = last_called = ""
        for (file, module, function), (called_file, called_module, called) in sorted(self.callers):
            if file != last_file:
                print()
                print("***", file, "***")
                last_file = file
                last_called = ""
            if called_file != file and called_file != last_called:
                print("  -->", called_file)
                last_called = called_file
            print("    %s.%s -> %s.%s" % (module, function, called_module, called))

    def _write_branches(self, path, filename):
        arcs = {}
        for code in _codes(filename):
            known = self.branches.get(_code_key(code), {})
            for start, straight, jump in code.co_branches():
                ways = known.get(start, ())
                # An instruction that jumps backwards has two words, others one.
                behind = start + (4 if jump > start else 8)
                for end, went in (straight, behind in ways), (jump, any(way != behind for way in ways)):
                    arc = _line(code, start), _goal(code, start, end)
                    arcs[arc] = arcs.get(arc, False) or went
        with open(path, "w") as file:
            for arc in sorted(arcs):
                file.write("%s%5d -> %d\n" % ("       " if arcs[arc] else ">>>>>> ", arc[0], arc[1]))

    def write_results_file(self, path, lines, lnotab, lines_hit, encoding=None):
        # How many lines were run, and how many could have been.
        try:
            file = open(path, "w")
        except OSError as error:
            print("trace: Could not open %r for writing: %s - skipping" % (path, error), file=sys.stderr)
            return 0, 0
        n_lines = n_hits = 0
        with file:
            for lineno, line in enumerate(lines, 1):
                if lineno in lines_hit:
                    file.write("%5d: " % lines_hit[lineno])
                    n_hits += 1
                    n_lines += 1
                elif lineno in lnotab and line.strip()[:1] not in ("", "#") and PRAGMA_NOCOVER not in line:
                    file.write(">>>>>> ")
                    n_lines += 1
                else:
                    file.write("       ")
                file.write(line.expandtabs(8))
        return n_hits, n_lines


class Trace:
    def __init__(
        self,
        count=1,
        trace=1,
        countfuncs=0,
        countcallers=0,
        ignoremods=(),
        ignoredirs=(),
        infile=None,
        outfile=None,
        timing=False,
        branches=False,
    ):
        self.infile = infile
        self.outfile = outfile
        self.ignore = _Ignore(ignoremods, ignoredirs)
        self.count = count
        self.trace = trace
        self.donothing = False
        self._hits = {}  # file: {line: how often}
        self._calledfuncs = {}
        self._callers = {}
        self._branches = {} if branches else None  # code: {offset: where it went on}
        self.start_time = None
        if timing:
            from time import time

            self._time = time
            self.start_time = time()
        if countcallers:
            self.globaltrace = self.globaltrace_trackcallers
        elif countfuncs:
            self.globaltrace = self.globaltrace_countfuncs
        elif trace or count:
            self.globaltrace = self.globaltrace_lt
        else:
            self.donothing = True
        if trace and count:
            self.localtrace = self.localtrace_trace_and_count
        elif trace:
            self.localtrace = self.localtrace_trace
        else:
            self.localtrace = self.localtrace_count

    def run(self, cmd):
        import __main__

        names = __main__.__dict__
        self.runctx(cmd, names, names)

    def runctx(self, cmd, globals=None, locals=None):
        globals = {} if globals is None else globals
        locals = {} if locals is None else locals
        self._begin()
        try:
            exec(cmd, globals, locals)
        finally:
            sys.settrace(None)
            self._end()

    def runfunc(self, func, /, *args, **kw):
        self._begin()
        try:
            return func(*args, **kw)
        finally:
            sys.settrace(None)
            self._end()

    def _begin(self):
        if self._branches is not None:
            self._begin_branches()
        if not self.donothing:
            sys.settrace(self.globaltrace)

    def _end(self):
        if self._branches is not None:
            self._end_branches()

    # What a program calls.

    def file_module_function_of(self, frame):
        code = frame.f_code
        # The class at most.
        name = ".".join(code.co_qualname.rpartition("<locals>.")[2].split(".")[-2:])
        filename = code.co_filename
        return filename, _modname(filename) if filename else None, name

    def globaltrace_trackcallers(self, frame, why, arg):
        if why == "call":
            called = self.file_module_function_of(frame)
            self._callers[self.file_module_function_of(frame.f_back), called] = 1

    def globaltrace_countfuncs(self, frame, why, arg):
        if why == "call":
            self._calledfuncs[self.file_module_function_of(frame)] = 1

    # The lines that it runs.

    def globaltrace_lt(self, frame, why, arg):
        if why != "call":
            return None
        filename = frame.f_globals.get("__file__")
        if not filename:
            return None
        modulename = _modname(filename)
        if self.ignore.names(filename, modulename):
            return None
        if self.trace:
            print(" --- modulename: %s, funcname: %s" % (modulename, frame.f_code.co_name))
        return self.localtrace

    def localtrace_trace_and_count(self, frame, why, arg):
        self.localtrace_count(frame, why, arg)
        self.localtrace_trace(frame, why, arg)
        return self.localtrace

    def localtrace_trace(self, frame, why, arg):
        if why == "line":
            filename, lineno = frame.f_code.co_filename, frame.f_lineno
            if self.start_time:
                print("%.2f" % (self._time() - self.start_time), end=" ")
            print("%s(%d): %s" % (path.basename(filename), lineno, linecache.getline(filename, lineno)), end="")
        return self.localtrace

    def localtrace_count(self, frame, why, arg):
        if why == "line":
            filename = frame.f_code.co_filename
            lines = self._hits.get(filename)
            if lines is None:
                lines = self._hits[filename] = {}
            lineno = frame.f_lineno
            lines[lineno] = lines.get(lineno, 0) + 1
        return self.localtrace

    def _begin_branches(self):
        tool = sys.monitoring
        tool.use_tool_id(tool.COVERAGE_ID, "trace")
        tool.register_callback(tool.COVERAGE_ID, tool.events.BRANCH, self._branch)
        tool.set_events(tool.COVERAGE_ID, tool.events.BRANCH)

    def _end_branches(self):
        sys.monitoring.free_tool_id(sys.monitoring.COVERAGE_ID)

    def _branch(self, code, offset, destination):
        ways = self._branches.setdefault(_code_key(code), {}).setdefault(offset, set())
        ways.add(destination)
        # There is nothing more to know.
        return sys.monitoring.DISABLE if len(ways) == 2 else None

    def results(self):
        counts = {}
        for filename, lines in self._hits.items():
            for lineno in lines:
                counts[filename, lineno] = lines[lineno]
        return CoverageResults(
            counts,
            infile=self.infile,
            outfile=self.outfile,
            calledfuncs=self._calledfuncs,
            callers=self._callers,
            branches=self._branches,
        )


_usage = """usage: trace [options] FILE [arguments]
What to do:
  -c, --count         count how often each line runs, into FILE.cover
  -m, --missing       likewise, and mark the lines that never ran
  -b, --branches      likewise, and which way branches went, into FILE.branches
  -t, --trace         print each line before it runs
  -l, --listfuncs     print which functions were called
  -T, --trackcalls    print which functions called which
  -r, --report        write the counts of a file from -f
How:
  -f, --file FILE     keep counts over several runs
  -C, --coverdir DIR  where to put .cover files
  -s, --summary       print a line for each file
  -R, --no-report     write no .cover files
  -g, --timing        print the time with each line
  --ignore-module MODULES, --ignore-dir FOLDERS"""

_short = {
    "-c": "--count",
    "-m": "--missing",
    "-b": "--branches",
    "-t": "--trace",
    "-l": "--listfuncs",
    "-T": "--trackcalls",
    "-r": "--report",
    "-f": "--file",
    "-C": "--coverdir",
    "-s": "--summary",
    "-R": "--no-report",
    "-g": "--timing",
    "-h": "--help",
}


def _fail(text):
    print("trace: error:", text, file=sys.stderr)
    sys.exit(2)


def _parse(args):
    known = set(_short.values())
    options = {name[2:]: False for name in known}
    options.update({"file": None, "coverdir": None, "ignore-module": [], "ignore-dir": []})
    at = 0
    while at < len(args) and args[at][:1] == "-":
        word = args[at]
        at += 1
        name, equals, value = word.partition("=")
        if word[:2] != "--":
            name = _short.get(word[:2], word)
            if len(word) > 2:
                value = word[2:]
                if name in ("--file", "--coverdir"):
                    equals = "="
                else:
                    at -= 1
                    args[at] = "-" + value
        if name[2:] not in options:
            _fail("unrecognized arguments: " + word)
        if name in ("--file", "--coverdir", "--ignore-module", "--ignore-dir"):
            if not equals:
                if at == len(args):
                    _fail("argument %s: expected one argument" % name)
                value = args[at]
                at += 1
            if name == "--ignore-module":
                options["ignore-module"] += value.split(",")
            elif name == "--ignore-dir":
                folders = [folder for folder in value.split(":") if folder]
                options["ignore-dir"] += [path.expanduser(folder) for folder in folders]
            else:
                options[name[2:]] = value
        else:
            options[name[2:]] = True
    return options, args[at:]


def main():
    options, rest = _parse(sys.argv[1:])
    if options["help"]:
        print(_usage)
        return
    kinds = ("count", "missing", "branches", "trace", "report", "listfuncs", "trackcalls")
    if not any(options[kind] for kind in kinds):
        _fail("must specify one of --trace, --count, --report, --listfuncs, or --trackcalls")
    count = options["count"] or options["missing"] and not options["report"] or options["branches"]
    if options["report"]:
        if not options["file"]:
            _fail("-r/--report requires -f/--file")
        results = CoverageResults(infile=options["file"], outfile=options["file"])
        return results.write_results(options["missing"], options["summary"], options["coverdir"])
    if options["listfuncs"] and (count or options["trace"]):
        _fail("cannot specify both --listfuncs and (--trace or --count)")
    if options["summary"] and not count:
        _fail("--summary can only be used with --count or --report")
    if not rest:
        _fail("progname is missing: required with the main options")
    filename = rest[0]
    sys.argv[:] = rest
    sys.path[0] = path.dirname(filename)
    trace = Trace(
        count,
        options["trace"],
        options["listfuncs"],
        options["trackcalls"],
        options["ignore-module"],
        options["ignore-dir"],
        options["file"],
        options["file"],
        options["timing"],
        options["branches"],
    )
    try:
        with open(filename) as file:
            code = compile(file.read(), filename, "exec")
        import __main__

        names = __main__.__dict__
        names.clear()
        names.update({"__name__": "__main__", "__file__": filename, "__package__": None})
        trace.runctx(code, names, names)
    except OSError as error:
        sys.exit("Cannot run file %r because: %s" % (filename, error))
    except SystemExit:
        pass
    results = trace.results()
    if not options["no-report"]:
        results.write_results(options["missing"], options["summary"], options["coverdir"])
