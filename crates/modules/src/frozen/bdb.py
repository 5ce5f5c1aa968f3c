import sys
import linecache
import reprlib

__all__ = ["BdbQuit", "Bdb", "Breakpoint"]

# Flags of generators, coroutines and asynchronous generators.
_GENERATOR = 0x20 | 0x80 | 0x200


class BdbQuit(Exception):
    """What ends the program when the user quits."""


def _matches(name, pattern):
    # Whether a name is as a pattern with "*" and "?" says.
    at = 0
    for at, wanted in enumerate(pattern):
        if wanted == "*":
            rest = pattern[at + 1 :]
            return any(_matches(name[start:], rest) for start in range(at, len(name) + 1))
        if at >= len(name) or wanted != "?" and wanted != name[at]:
            return False
    return len(name) == len(pattern)


class Bdb:
    """The base of debuggers: it decides where a program stops; the methods user_* are called there."""

    def __init__(self, skip=None):
        self.skip = set(skip) if skip else None
        # File names to lists of line numbers, and code objects to whether one of these is in them.
        self.breaks = {}
        self._stops = {}
        self.fncache = {}
        self.frame_returning = None
        self.quitting = False
        self.botframe = None
        self._load_breaks()

    def _load_breaks(self):
        for file, line in Breakpoint.bplist:
            self._add_to_breaks(file, line)

    def canonic(self, filename):
        if filename[:1] == "<" and filename[-1:] == ">":
            return filename
        known = self.fncache.get(filename)
        if not known:
            known = filename
            try:
                from os import path

                known = path.normcase(path.abspath(filename))
            except (ImportError, AttributeError):
                pass
            self.fncache[filename] = known
        return known

    def reset(self):
        linecache.checkcache()
        self.botframe = None
        self._set_stopinfo(None, None)

    # Events.

    def trace_dispatch(self, frame, event, arg):
        if self.quitting:
            return None
        if event == "line":
            return self.dispatch_line(frame)
        if event == "call":
            return self.dispatch_call(frame, arg)
        if event == "return":
            return self.dispatch_return(frame, arg)
        if event == "exception":
            return self.dispatch_exception(frame, arg)
        return self.trace_dispatch

    def _go_on(self, frame):
        if self.quitting:
            raise BdbQuit
        # None if set_continue found nothing to wait for in this frame.
        return frame.f_trace

    def dispatch_line(self, frame):
        if self.stop_here(frame) or self.break_here(frame):
            self.user_line(frame)
            return self._go_on(frame)
        return self.trace_dispatch

    def dispatch_call(self, frame, arg):
        if self.botframe is None:
            self.botframe = frame.f_back
            return self.trace_dispatch
        if not (self.stop_here(frame) or self._break_in(frame.f_code)):
            # Nothing to see: the function runs at full speed.
            return None
        if self.stopframe and frame.f_code.co_flags & _GENERATOR:
            return self.trace_dispatch
        self.user_call(frame, arg)
        self._go_on(frame)
        return self.trace_dispatch

    def dispatch_return(self, frame, arg):
        if self.stop_here(frame) or frame is self.returnframe:
            if self.stopframe and frame.f_code.co_flags & _GENERATOR:
                return self.trace_dispatch
            self.frame_returning = frame
            try:
                self.user_return(frame, arg)
            finally:
                self.frame_returning = None
            self._go_on(frame)
            if self.stopframe is frame and self.stoplineno != -1:
                self._set_stopinfo(None, None)
            if self.stoplineno != -1:
                # The next stop may be in the caller, which perhaps is not traced so far.
                self._trace(frame.f_back)
        return self.trace_dispatch

    def dispatch_exception(self, frame, arg):
        generator = frame.f_code.co_flags & _GENERATOR
        if self.stop_here(frame):
            # The StopIteration that ends a generator, as "yield from" sees it, has no traceback.
            if not (generator and arg[0] is StopIteration and arg[2] is None):
                self.user_exception(frame, arg)
                return self._go_on(frame)
        elif (
            self.stopframe
            and frame is not self.stopframe
            and self.stopframe.f_code.co_flags & _GENERATOR
            and arg[0] in (StopIteration, GeneratorExit)
        ):
            self.user_exception(frame, arg)
            return self._go_on(frame)
        return self.trace_dispatch

    # Where to stop.

    def is_skipped_module(self, module_name):
        return module_name is not None and any(_matches(module_name, pattern) for pattern in self.skip)

    is_skipped_line = is_skipped_module

    def stop_here(self, frame):
        if self.skip and self.is_skipped_module(frame.f_globals.get("__name__")):
            return False
        if frame is self.stopframe:
            return self.stoplineno != -1 and frame.f_lineno >= self.stoplineno
        return not self.stopframe

    def break_here(self, frame):
        filename = self.canonic(frame.f_code.co_filename)
        lines = self.breaks.get(filename)
        if not lines:
            return False
        lineno = frame.f_lineno
        if lineno not in lines:
            # A breakpoint by the name of a function has the line of its "def".
            lineno = frame.f_code.co_firstlineno
            if lineno not in lines:
                return False
        found, may_delete = effective(filename, lineno, frame)
        if not found:
            return False
        self.currentbp = found.number
        if may_delete and found.temporary:
            self.do_clear(str(found.number))
        return True

    def do_clear(self, arg):
        raise NotImplementedError("a debugger with temporary breakpoints needs do_clear")

    def break_anywhere(self, frame):
        return self.canonic(frame.f_code.co_filename) in self.breaks

    def _break_in(self, code):
        # Whether a line of a code object has a breakpoint.
        if not self.breaks:
            return False
        found = self._stops.get(code)
        if found is None:
            lines = self.breaks.get(self.canonic(code.co_filename), ())
            found = code.co_firstlineno in lines or any(line[2] in lines for line in code.co_lines())
            self._stops[code] = found
        return found

    # What debuggers replace.

    def user_call(self, frame, argument_list):
        pass

    def user_line(self, frame):
        pass

    def user_return(self, frame, return_value):
        pass

    def user_exception(self, frame, exc_info):
        pass

    # How to go on.

    def _set_stopinfo(self, stopframe, returnframe, stoplineno=0):
        self.stopframe = stopframe
        self.returnframe = returnframe
        self.quitting = False
        # At least this line of stopframe; -1 is none.
        self.stoplineno = stoplineno

    def _trace(self, frame):
        # Lets a frame that runs already have events; for a generator also who waits for it, as that sees its end.
        while frame:
            if frame is self.botframe and frame.f_back:
                # This is run() or runcall(), not the program.
                break
            if not frame.f_trace:
                frame.f_trace = self.trace_dispatch
            if not frame.f_code.co_flags & _GENERATOR:
                break
            frame = frame.f_back

    def set_until(self, frame, lineno=None):
        self._trace(frame)
        self._set_stopinfo(frame, frame, frame.f_lineno + 1 if lineno is None else lineno)

    def set_step(self):
        if self.frame_returning:
            self._trace(self.frame_returning.f_back)
        self._set_stopinfo(None, None)

    def set_next(self, frame):
        self._trace(frame)
        self._set_stopinfo(frame, None)

    def set_return(self, frame):
        self._trace(frame)
        if frame.f_code.co_flags & _GENERATOR:
            self._set_stopinfo(frame, None, -1)
        else:
            self._set_stopinfo(frame.f_back, frame)

    def set_trace(self, frame=None):
        if frame is None:
            frame = sys._getframe().f_back
        self.reset()
        while frame:
            frame.f_trace = self.trace_dispatch
            self.botframe = frame
            frame = frame.f_back
        self.set_step()
        sys.settrace(self.trace_dispatch)

    def set_continue(self):
        self._set_stopinfo(self.botframe, None, -1)
        if not self.breaks:
            sys.settrace(None)
        frame = sys._getframe().f_back
        while frame:
            if frame.f_trace and not self._break_in(frame.f_code):
                del frame.f_trace
            if frame is self.botframe:
                break
            frame = frame.f_back

    def set_quit(self):
        self.stopframe = self.botframe
        self.returnframe = None
        self.quitting = True
        sys.settrace(None)

    # Breakpoints. What these return is a complaint, or None.

    def _add_to_breaks(self, filename, lineno):
        lines = self.breaks.setdefault(filename, [])
        if lineno not in lines:
            lines.append(lineno)
        self._stops.clear()

    def set_break(self, filename, lineno, temporary=False, cond=None, funcname=None):
        filename = self.canonic(filename)
        if not linecache.getline(filename, lineno):
            return "Line %s:%d does not exist" % (filename, lineno)
        self._add_to_breaks(filename, lineno)
        Breakpoint(filename, lineno, temporary, cond, funcname)
        # Functions that run already may not be traced.
        frame = sys._getframe().f_back
        while frame:
            if self._break_in(frame.f_code):
                self._trace(frame)
            frame = frame.f_back

    def _prune_breaks(self, filename, lineno):
        if (filename, lineno) not in Breakpoint.bplist:
            self.breaks[filename].remove(lineno)
        if not self.breaks[filename]:
            del self.breaks[filename]
        self._stops.clear()

    def clear_break(self, filename, lineno):
        filename = self.canonic(filename)
        if filename not in self.breaks:
            return "There are no breakpoints in %s" % filename
        if lineno not in self.breaks[filename]:
            return "There is no breakpoint at %s:%d" % (filename, lineno)
        for point in Breakpoint.bplist[filename, lineno][:]:
            point.deleteMe()
        self._prune_breaks(filename, lineno)

    def clear_bpbynumber(self, arg):
        try:
            point = self.get_bpbynumber(arg)
        except ValueError as error:
            return str(error)
        point.deleteMe()
        self._prune_breaks(point.file, point.line)

    def clear_all_file_breaks(self, filename):
        filename = self.canonic(filename)
        if filename not in self.breaks:
            return "There are no breakpoints in %s" % filename
        for line in self.breaks.pop(filename):
            for point in Breakpoint.bplist[filename, line][:]:
                point.deleteMe()
        self._stops.clear()

    def clear_all_breaks(self):
        if not self.breaks:
            return "There are no breakpoints"
        for point in Breakpoint.bpbynumber:
            if point:
                point.deleteMe()
        self.breaks = {}
        self._stops.clear()

    def get_bpbynumber(self, arg):
        if not arg:
            raise ValueError("Breakpoint number expected")
        try:
            number = int(arg)
        except ValueError:
            raise ValueError("Non-numeric breakpoint number %s" % arg) from None
        try:
            point = Breakpoint.bpbynumber[number]
        except IndexError:
            raise ValueError("Breakpoint number %d out of range" % number) from None
        if point is None:
            raise ValueError("Breakpoint %d already deleted" % number)
        return point

    def get_break(self, filename, lineno):
        return lineno in self.breaks.get(self.canonic(filename), ())

    def get_breaks(self, filename, lineno):
        filename = self.canonic(filename)
        return self.get_break(filename, lineno) and Breakpoint.bplist[filename, lineno] or []

    def get_file_breaks(self, filename):
        return self.breaks.get(self.canonic(filename), [])

    def get_all_breaks(self):
        return self.breaks

    # The stack.

    def get_stack(self, f, t):
        stack = []
        if t and t.tb_frame is f:
            t = t.tb_next
        while f:
            stack.append((f, f.f_lineno))
            if f is self.botframe:
                break
            f = f.f_back
        stack.reverse()
        index = max(0, len(stack) - 1)
        while t:
            stack.append((t.tb_frame, t.tb_lineno))
            t = t.tb_next
        if f is None:
            index = max(0, len(stack) - 1)
        return stack, index

    def format_stack_entry(self, frame_lineno, lprefix=": "):
        frame, lineno = frame_lineno
        code = frame.f_code
        filename = self.canonic(code.co_filename)
        text = "%s(%r)%s()" % (filename, lineno, code.co_name or "<lambda>")
        names = frame.f_locals
        if "__return__" in names:
            text += "->" + reprlib.repr(names["__return__"])
        if lineno is not None:
            line = linecache.getline(filename, lineno, frame.f_globals)
            if line:
                text += lprefix + line.strip()
        return text

    # Programs.

    def run(self, cmd, globals=None, locals=None):
        if globals is None:
            import __main__

            globals = __main__.__dict__
        if locals is None:
            locals = globals
        self.reset()
        if isinstance(cmd, str):
            cmd = compile(cmd, "<string>", "exec")
        sys.settrace(self.trace_dispatch)
        try:
            exec(cmd, globals, locals)
        except BdbQuit:
            pass
        finally:
            self.quitting = True
            sys.settrace(None)

    def runctx(self, cmd, globals, locals):
        self.run(cmd, globals, locals)

    def runeval(self, expr, globals=None, locals=None):
        if globals is None:
            import __main__

            globals = __main__.__dict__
        if locals is None:
            locals = globals
        return self.runcall(eval, expr, globals, locals)

    def runcall(self, func, /, *args, **kwds):
        self.reset()
        sys.settrace(self.trace_dispatch)
        try:
            return func(*args, **kwds)
        except BdbQuit:
            pass
        finally:
            self.quitting = True
            sys.settrace(None)


def set_trace():
    Bdb().set_trace()


class Breakpoint:
    """A line where the program stops, under which condition, and how often that happened."""

    next = 1
    bplist = {}  # (file, line) to the breakpoints there
    bpbynumber = [None]

    def __init__(self, file, line, temporary=False, cond=None, funcname=None):
        self.funcname = funcname
        self.func_first_executable_line = None
        self.file = file
        self.line = line
        self.temporary = temporary
        self.cond = cond
        self.enabled = True
        self.ignore = 0
        self.hits = 0
        self.number = Breakpoint.next
        Breakpoint.next += 1
        self.bpbynumber.append(self)
        self.bplist.setdefault((file, line), []).append(self)

    @staticmethod
    def clearBreakpoints():
        Breakpoint.next = 1
        Breakpoint.bplist = {}
        Breakpoint.bpbynumber = [None]

    def deleteMe(self):
        place = self.file, self.line
        self.bpbynumber[self.number] = None
        self.bplist[place].remove(self)
        if not self.bplist[place]:
            del self.bplist[place]

    def enable(self):
        self.enabled = True

    def disable(self):
        self.enabled = False

    def bpprint(self, out=None):
        print(self.bpformat(), file=out or sys.stdout)

    def bpformat(self):
        kept = "del  " if self.temporary else "keep "
        kept += "yes  " if self.enabled else "no   "
        text = "%-4dbreakpoint   %s at %s:%d" % (self.number, kept, self.file, self.line)
        if self.cond:
            text += "\n\tstop only if %s" % self.cond
        if self.ignore:
            text += "\n\tignore next %d hits" % self.ignore
        if self.hits:
            text += "\n\tbreakpoint already hit %d time%s" % (self.hits, "s" if self.hits > 1 else "")
        return text

    def __str__(self):
        return "breakpoint %s at %s:%s" % (self.number, self.file, self.line)


def checkfuncname(b, frame):
    """Whether a frame is where a breakpoint is meant to stop it."""
    if not b.funcname:
        return b.line == frame.f_lineno
    if frame.f_code.co_name != b.funcname:
        return False
    if not b.func_first_executable_line:
        b.func_first_executable_line = frame.f_lineno
    return b.func_first_executable_line == frame.f_lineno


def effective(file, line, frame):
    """The breakpoint of a line that stops a frame now, and whether it may be deleted if it is temporary."""
    for point in Breakpoint.bplist[file, line]:
        if not point.enabled or not checkfuncname(point, frame):
            continue
        point.hits += 1
        if point.cond:
            try:
                wanted = eval(point.cond, frame.f_globals, frame.f_locals)
            except:
                # Better a stop too many than one too few.
                return point, False
            if not wanted:
                continue
        if point.ignore > 0:
            point.ignore -= 1
            continue
        return point, True
    return None, None
