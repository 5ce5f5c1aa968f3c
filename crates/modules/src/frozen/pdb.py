import sys
import linecache
from bdb import Bdb, BdbQuit, Breakpoint
from cmd import Cmd

__all__ = ["run", "pm", "Pdb", "runeval", "runctx", "runcall", "set_trace", "post_mortem", "help"]

line_prefix = "\n-> "


class Restart(Exception):
    pass


class _Raw(str):
    def __repr__(self):
        return str(self)


def _describe(error):
    # The last line of an exception's traceback.
    kind = type(error)
    name = kind.__qualname__
    if kind.__module__ not in ("builtins", "__main__"):
        name = "%s.%s" % (kind.__module__, name)
    text = error.msg if isinstance(error, SyntaxError) else str(error)
    return "%s: %s" % (name, text) if text else name


class Pdb(Bdb, Cmd):
    _user_requested_quit = False

    def __init__(self, completekey="tab", stdin=None, stdout=None, skip=None, nosigint=False, readrc=True):
        Bdb.__init__(self, skip)
        Cmd.__init__(self, completekey, stdin, stdout)
        if stdin or stdout:
            self.use_rawinput = False
        self.prompt = "(Pdb) "
        self.aliases = {}
        self.displaying = {}
        self.mainpyfile = ""
        self._wait_for_mainpyfile = False
        self.tb_lineno = {}
        # What to do at a breakpoint: [commands, silent, then a prompt].
        self.commands = {}
        self.commands_defining = None
        self.currentbp = 0
        self.rcLines = []
        if readrc:
            for name in (_home() + "/.pdbrc", ".pdbrc"):
                try:
                    with open(name) as file:
                        self.rcLines += [line for line in file if line.strip() and line.strip()[0] != "#"]
                except OSError:
                    pass
        self.forget()

    def message(self, msg):
        print(msg, file=self.stdout)

    def error(self, msg):
        print("***", msg, file=self.stdout)

    def forget(self):
        self.lineno = None
        self.stack = []
        self.curindex = 0
        self.curframe = None
        self.tb_lineno.clear()

    def reset(self):
        Bdb.reset(self)
        self.forget()

    def setup(self, frame, tb):
        self.forget()
        self.stack, self.curindex = self.get_stack(frame, tb)
        while tb:
            # A frame's own line may be one of a "finally" already.
            self.tb_lineno[tb.tb_frame] = tb.tb_lineno
            tb = tb.tb_next
        self._select(self.curindex)
        lines, self.rcLines = self.rcLines, []
        for line in lines:
            self.onecmd(self.precmd(line.strip()))

    def _select(self, index):
        self.curindex = index
        self.curframe = self.stack[index][0]
        self.curframe_locals = self.curframe.f_locals
        self.lineno = None

    # What happens in the program.

    def user_call(self, frame, argument_list):
        if self._wait_for_mainpyfile:
            return
        if self.stop_here(frame):
            self.message("--Call--")
            self.interaction(frame, None)

    def user_line(self, frame):
        if self._wait_for_mainpyfile:
            if self.mainpyfile != self.canonic(frame.f_code.co_filename) or frame.f_lineno <= 0:
                return
            self._wait_for_mainpyfile = False
        if self.bp_commands(frame):
            self.interaction(frame, None)

    def user_return(self, frame, return_value):
        if self._wait_for_mainpyfile:
            return
        frame.f_locals["__return__"] = return_value
        self.message("--Return--")
        self.interaction(frame, None)

    def user_exception(self, frame, exc_info):
        if self._wait_for_mainpyfile:
            return
        kind, value, tb = exc_info
        frame.f_locals["__exception__"] = kind, value
        # The StopIteration that ends an iteration inside of the interpreter.
        internal = "Internal " if not tb and kind is StopIteration else ""
        self.message(internal + _describe(value))
        self.interaction(frame, tb)

    def bp_commands(self, frame):
        # Runs the commands of a breakpoint; whether the usual prompt is to follow.
        number, self.currentbp = self.currentbp, 0
        if number not in self.commands:
            return True
        lines, silent, prompt = self.commands[number]
        last = self.lastcmd
        self.setup(frame, None)
        for line in lines:
            self.onecmd(line)
        self.lastcmd = last
        if not silent:
            self.print_stack_entry(self.stack[self.curindex])
        if prompt:
            self._cmdloop()
        self.forget()
        return False

    def interaction(self, frame, traceback):
        self.setup(frame, traceback)
        self.print_stack_entry(self.stack[self.curindex])
        self._cmdloop()
        self.forget()

    # The prompt.

    def _cmdloop(self):
        while True:
            try:
                return self.cmdloop()
            except KeyboardInterrupt:
                self.message("--KeyboardInterrupt--")

    def preloop(self):
        shown = self.displaying.get(self.curframe, {})
        for expression, old in shown.items():
            new = self._getval_except(expression)
            if new is not old and new != old:
                shown[expression] = new
                self.message("display %s: %r  [old: %r]" % (expression, new, old))

    def precmd(self, line):
        words = line.split()
        if not words:
            return line
        while words[0] in self.aliases:
            line = self.aliases[words[0]]
            for number, word in enumerate(words[1:], 1):
                line = line.replace("%" + str(number), word)
            line = line.replace("%*", " ".join(words[1:]))
            words = line.split()
        if words[0] != "alias" and ";;" in line:
            line, rest = line.split(";;", 1)
            self.cmdqueue.insert(0, rest.lstrip())
        return line

    def onecmd(self, line):
        if self.commands_defining is None:
            return Cmd.onecmd(self, line)
        return self.handle_command_def(line)

    def handle_command_def(self, line):
        command, argument, line = self.parseline(line)
        if not command:
            return None
        definition = self.commands[self.commands_defining]
        if command == "silent":
            definition[1] = True
            return None
        if command == "end":
            self.cmdqueue = []
            return True
        definition[0].append(command + " " + argument if argument else command)
        method = getattr(self, "do_" + command, None)
        if method and method.__name__ in self.commands_resuming:
            definition[2] = False
            self.cmdqueue = []
            return True

    commands_resuming = ["do_continue", "do_step", "do_next", "do_return", "do_quit", "do_jump"]

    def displayhook(self, obj):
        if obj is not None:
            self.message(repr(obj))

    def default(self, line):
        if line[:1] == "!":
            line = line[1:]
        saved = sys.stdin, sys.stdout, sys.displayhook
        try:
            code = compile(line + "\n", "<stdin>", "single")
            sys.stdin, sys.stdout, sys.displayhook = self.stdin, self.stdout, self.displayhook
            try:
                exec(code, self.curframe.f_globals, self.curframe_locals)
            finally:
                sys.stdin, sys.stdout, sys.displayhook = saved
        except:
            self._error_exc()

    def _error_exc(self):
        self.error(_describe(sys.exc_info()[1]))

    def _getval(self, arg):
        try:
            return eval(arg, self.curframe.f_globals, self.curframe_locals)
        except:
            self._error_exc()
            raise

    def _getval_except(self, arg, frame=None):
        try:
            names = frame.f_locals if frame else self.curframe_locals
            return eval(arg, (frame or self.curframe).f_globals, names)
        except:
            return _Raw("** raised %s **" % _describe(sys.exc_info()[1]))

    # Breakpoints.

    def defaultFile(self):
        filename = self.curframe.f_code.co_filename
        if filename == "<string>" and self.mainpyfile:
            filename = self.mainpyfile
        return filename

    def lookupmodule(self, filename):
        if not filename.endswith(".py"):
            filename += ".py"
        for folder in [""] + sys.path:
            if folder:
                if filename[0] == "/":
                    break
                folder += "/"
            if linecache.getlines(folder + filename):
                return self.canonic(folder + filename)

    def _find_function(self, name):
        # Where the text of a file has "def name": for functions that are not there yet.
        parts = name.split(".")
        if len(parts) > 2:
            return None
        filename = self.defaultFile() if len(parts) == 1 else self.lookupmodule(parts[0])
        if filename:
            for number, line in enumerate(linecache.getlines(filename), 1):
                if line.startswith("def ") and line[4:].split("(")[0].strip() == parts[-1]:
                    return parts[-1], filename, number

    def do_break(self, arg, temporary=False):
        "b(reak) [[filename:]line | function [, condition]]: stop at a line or function if the condition is true, or list the breakpoints"
        if not arg:
            if self.breaks:
                self.message("Num Type         Disp Enb   Where")
                for point in Breakpoint.bpbynumber:
                    if point:
                        self.message(point.bpformat())
            return
        arg, comma, condition = arg.partition(",")
        arg, condition = arg.rstrip(), condition.strip() or None
        function = None
        filename = self.defaultFile()
        if ":" in arg:
            name, _, arg = arg.rpartition(":")
            filename = self.lookupmodule(name.rstrip())
            if not filename:
                return self.error("%r not found from sys.path" % name.rstrip())
            try:
                lineno = int(arg)
            except ValueError:
                return self.error("Bad lineno: %s" % arg.lstrip())
        else:
            try:
                lineno = int(arg)
            except ValueError:
                try:
                    code = eval(arg, self.curframe.f_globals, self.curframe_locals)
                    code = getattr(code, "__func__", code).__code__
                    function, filename, lineno = code.co_name, code.co_filename, code.co_firstlineno
                except Exception:
                    found = self._find_function(arg)
                    if not found:
                        text = "The specified object %r is not a function or was not found along sys.path."
                        return self.error(text % arg)
                    function, filename, lineno = found
        lineno = self.checkline(filename, lineno)
        if lineno:
            complaint = self.set_break(filename, lineno, temporary, condition, function)
            if complaint:
                return self.error(complaint)
            point = self.get_breaks(filename, lineno)[-1]
            self.message("Breakpoint %d at %s:%d" % (point.number, point.file, point.line))

    do_b = do_break

    def do_tbreak(self, arg):
        "tbreak [[filename:]line | function [, condition]]: as break, but for one stop only"
        self.do_break(arg, True)

    def checkline(self, filename, lineno):
        # The number of a line where a breakpoint makes sense, else 0.
        names = self.curframe.f_globals if self.curframe else None
        line = linecache.getline(filename, lineno, names)
        if not line:
            self.message("End of file")
            return 0
        line = line.strip()
        if not line or line[0] == "#" or line[:3] in ('"""', "'''"):
            self.error("Blank or comment")
            return 0
        return lineno

    def _each(self, arg, action):
        for number in arg.split():
            try:
                point = self.get_bpbynumber(number)
            except ValueError as error:
                self.error(error)
            else:
                action(point)

    def do_enable(self, arg):
        "enable number ...: let breakpoints stop the program again"
        self._each(arg, lambda point: (point.enable(), self.message("Enabled %s" % point)))

    def do_disable(self, arg):
        "disable number ...: keep breakpoints, but let them have no effect"
        self._each(arg, lambda point: (point.disable(), self.message("Disabled %s" % point)))

    def do_condition(self, arg):
        "condition number [expression]: stop at a breakpoint only where the expression is true; without one, always"
        number, _, condition = arg.partition(" ")
        condition = condition.strip() or None
        try:
            point = self.get_bpbynumber(number.strip())
        except ValueError as error:
            return self.error(error)
        point.cond = condition
        if condition:
            self.message("New condition set for breakpoint %d." % point.number)
        else:
            self.message("Breakpoint %d is now unconditional." % point.number)

    def do_ignore(self, arg):
        "ignore number [count]: pass a breakpoint count times before it stops the program"
        words = arg.split()
        try:
            count = int(words[1].strip())
        except (IndexError, ValueError):
            count = 0
        try:
            point = self.get_bpbynumber(words[0] if words else "")
        except ValueError as error:
            return self.error(error)
        point.ignore = max(count, 0)
        if count > 0:
            crossings = "%d crossings" % count if count > 1 else "1 crossing"
            self.message("Will ignore next %s of breakpoint %d." % (crossings, point.number))
        else:
            self.message("Will stop next time breakpoint %d is reached." % point.number)

    def do_clear(self, arg):
        "cl(ear) [filename:line | number ...]: delete breakpoints; without an argument, all of them"
        if not arg:
            answer = (self.readline("Clear all breaks? ") or "no").strip().lower()
            if answer in ("y", "yes"):
                points = [point for point in Breakpoint.bpbynumber if point]
                self.clear_all_breaks()
                for point in points:
                    self.message("Deleted %s" % point)
        elif ":" in arg:
            filename, _, line = arg.rpartition(":")
            try:
                line = int(line)
            except ValueError:
                return self.error("Invalid line number (%s)" % line)
            points = self.get_breaks(filename, line)[:]
            complaint = self.clear_break(filename, line)
            if complaint:
                return self.error(complaint)
            for point in points:
                self.message("Deleted %s" % point)
        else:
            self._each(arg, lambda point: (self.clear_bpbynumber(point.number), self.message("Deleted %s" % point)))

    do_cl = do_clear

    def do_commands(self, arg):
        'commands [number]: read commands, up to "end", to be run at a breakpoint'
        try:
            number = int(arg) if arg else len(Breakpoint.bpbynumber) - 1
        except ValueError:
            return self.error("Usage: commands [bnum]\n        ...\n        end")
        try:
            self.get_bpbynumber(number)
        except ValueError as error:
            return self.error("cannot set commands: %s" % error)
        old = self.commands.get(number)
        self.commands[number] = [[], False, True]
        prompt, self.prompt = self.prompt, "(com) "
        self.commands_defining = number
        try:
            self.cmdloop()
        except KeyboardInterrupt:
            del self.commands[number]
            if old:
                self.commands[number] = old
            self.error("command definition aborted, old commands restored")
        finally:
            self.commands_defining = None
            self.prompt = prompt

    # The stack.

    def print_stack_entry(self, frame_lineno, prompt_prefix=line_prefix):
        mark = "> " if frame_lineno[0] is self.curframe else "  "
        self.message(mark + self.format_stack_entry(frame_lineno, prompt_prefix))

    def do_where(self, arg):
        "w(here), bt: print the stack, the current frame last; an arrow marks the selected one"
        for entry in self.stack:
            self.print_stack_entry(entry)

    do_w = do_bt = do_where

    def _move(self, arg, sign, end, complaint):
        if self.curindex == end:
            return self.error(complaint)
        try:
            count = int(arg or 1)
        except ValueError:
            return self.error("Invalid frame count (%s)" % arg)
        index = self.curindex + sign * count
        if count < 0 or not 0 <= index < len(self.stack):
            index = end
        self._select(index)
        self.print_stack_entry(self.stack[index])

    def do_up(self, arg):
        "u(p) [count]: select the frame of the caller"
        self._move(arg, -1, 0, "Oldest frame")

    do_u = do_up

    def do_down(self, arg):
        "d(own) [count]: select the frame that the selected one called"
        self._move(arg, 1, len(self.stack) - 1, "Newest frame")

    do_d = do_down

    # How to go on.

    def do_step(self, arg):
        "s(tep): run to the next line, be it in a function that is called"
        self.set_step()
        return True

    do_s = do_step

    def do_next(self, arg):
        "n(ext): run to the next line of this function, or to its end"
        self.set_next(self.curframe)
        return True

    do_n = do_next

    def do_until(self, arg):
        "unt(il) [line]: run to a higher line, or to the end of this function"
        lineno = None
        if arg:
            try:
                lineno = int(arg)
            except ValueError:
                return self.error("Error in argument: %r" % arg)
            if lineno <= self.curframe.f_lineno:
                return self.error('"until" line number is smaller than current line number')
        self.set_until(self.curframe, lineno)
        return True

    do_unt = do_until

    def do_return(self, arg):
        "r(eturn): run to the end of this function"
        self.set_return(self.curframe)
        return True

    do_r = do_return

    def do_continue(self, arg):
        "c(ont(inue)): run to the next breakpoint"
        self.set_continue()
        return True

    do_c = do_cont = do_continue

    def do_jump(self, arg):
        "j(ump) line: go on at another line of this function"
        if self.curindex + 1 != len(self.stack):
            return self.error("You can only jump within the bottom frame")
        try:
            line = int(arg)
        except ValueError:
            return self.error("The 'jump' command requires a line number")
        try:
            self.curframe.f_lineno = line
        except ValueError as error:
            return self.error("Jump failed: %s" % error)
        self.stack[self.curindex] = self.curframe, line
        self.print_stack_entry(self.stack[self.curindex])

    do_j = do_jump

    def do_run(self, arg):
        "run, restart [argument ...]: begin the program again; breakpoints stay"
        if arg:
            sys.argv[1:] = arg.split()
        raise Restart

    do_restart = do_run

    def do_debug(self, arg):
        "debug code: step through code in a debugger inside of this one"
        sys.settrace(None)
        inner = Pdb(self.completekey, self.stdin, self.stdout)
        inner.use_rawinput = self.use_rawinput
        inner.prompt = "(%s) " % self.prompt.strip()
        self.message("ENTERING RECURSIVE DEBUGGER")
        try:
            sys.call_tracing(inner.run, (arg, self.curframe.f_globals, self.curframe_locals))
        except Exception:
            self._error_exc()
        self.message("LEAVING RECURSIVE DEBUGGER")
        sys.settrace(self.trace_dispatch)
        self.lastcmd = inner.lastcmd

    def do_quit(self, arg):
        "q(uit), exit: end the program and the debugger"
        self._user_requested_quit = True
        self.set_quit()
        return True

    do_q = do_exit = do_quit

    def do_EOF(self, arg):
        "EOF: the end of input is as quit"
        self.message("")
        return self.do_quit(arg)

    # What is there.

    def do_args(self, arg):
        "a(rgs): print the arguments of this function"
        code = self.curframe.f_code
        names = self.curframe_locals
        count = code.co_argcount + code.co_kwonlyargcount
        count += bool(code.co_flags & 4) + bool(code.co_flags & 8)
        for name in code.co_varnames[:count]:
            if name in names:
                self.message("%s = %r" % (name, names[name]))
            else:
                self.message("%s = *** undefined ***" % name)

    do_a = do_args

    def do_retval(self, arg):
        "retval, rv: print what the function that returns gives back"
        if "__return__" in self.curframe_locals:
            self.message(repr(self.curframe_locals["__return__"]))
        else:
            self.error("Not yet returned!")

    do_rv = do_retval

    def do_p(self, arg):
        "p expression: print the value of an expression"
        try:
            self.message(repr(self._getval(arg)))
        except:
            pass

    def do_pp(self, arg):
        "pp expression: print the value of an expression over several lines if it is long"
        from pprint import pformat

        try:
            self.message(pformat(self._getval(arg)))
        except:
            pass

    def do_whatis(self, arg):
        "whatis expression: print what kind of thing the value of an expression is"
        try:
            value = self._getval(arg)
        except:
            return
        code = getattr(getattr(value, "__func__", None), "__code__", None)
        if code:
            self.message("Method %s" % code.co_name)
        elif getattr(value, "__code__", None):
            self.message("Function %s" % value.__code__.co_name)
        elif value.__class__ is type:
            self.message("Class %s.%s" % (value.__module__, value.__qualname__))
        else:
            self.message(type(value))

    def do_display(self, arg):
        "display [expression]: print an expression where its value has changed, or list what is displayed"
        if not arg:
            self.message("Currently displaying:")
            for item in self.displaying.get(self.curframe, {}).items():
                self.message("%s: %r" % item)
        else:
            value = self._getval_except(arg)
            self.displaying.setdefault(self.curframe, {})[arg] = value
            self.message("display %s: %r" % (arg, value))

    def do_undisplay(self, arg):
        "undisplay [expression]: display an expression no more; without an argument, none"
        if not arg:
            self.displaying.pop(self.curframe, None)
        elif self.displaying.get(self.curframe, {}).pop(arg, self) is self:
            self.error("not displaying %s" % arg)

    def do_list(self, arg):
        "l(ist) [first [, last] | .]: print eleven lines, or these; a last less than first is a count"
        self.lastcmd = "list"
        last = None
        if arg and arg != ".":
            try:
                if "," in arg:
                    first, last = arg.split(",")
                    first, last = int(first), int(last)
                    if last < first:
                        last += first
                else:
                    first = max(1, int(arg) - 5)
            except ValueError:
                return self.error("Error in argument: %r" % arg)
        elif self.lineno is None or arg == ".":
            first = max(1, self.curframe.f_lineno - 5)
        else:
            first = self.lineno + 1
        if last is None:
            last = first + 10
        filename = self.curframe.f_code.co_filename
        lines = linecache.getlines(filename, self.curframe.f_globals)
        self._print_lines(lines[first - 1 : last], first, self.get_file_breaks(filename), self.curframe)
        self.lineno = min(last, len(lines))
        if len(lines) < last:
            self.message("[EOF]")

    do_l = do_list

    def do_longlist(self, arg):
        "longlist, ll: print all lines of this function or file"
        import inspect

        try:
            lines, first = inspect.getsourcelines(self.curframe)
        except OSError as error:
            return self.error(error)
        breaks = self.get_file_breaks(self.curframe.f_code.co_filename)
        self._print_lines(lines, max(first, 1), breaks, self.curframe)

    do_ll = do_longlist

    def do_source(self, arg):
        "source expression: print the lines of a function or class"
        import inspect

        try:
            value = self._getval(arg)
        except:
            return
        try:
            self._print_lines(*inspect.getsourcelines(value))
        except (OSError, TypeError) as error:
            self.error(error)

    def _print_lines(self, lines, start, breaks=(), frame=None):
        current = frame.f_lineno if frame else -1
        failed = self.tb_lineno.get(frame, -1)
        for number, line in enumerate(lines, start):
            text = str(number).rjust(3)
            if len(text) < 4:
                text += " "
            text += "B" if number in breaks else " "
            if number == current:
                text += "->"
            elif number == failed:
                text += ">>"
            self.message(text + "\t" + line.rstrip())

    # The debugger itself.

    def do_alias(self, arg):
        "alias [name [command]]: name a command, with arguments %1, %2 ... and %*, or show it"
        name, _, command = arg.partition(" ")
        if command:
            self.aliases[name] = command.strip()
            return
        if name and name not in self.aliases:
            return self.error("Unknown alias %r" % name)
        for known in [name] if name else sorted(self.aliases):
            self.message("%s = %s" % (known, self.aliases[known]))

    def do_unalias(self, arg):
        "unalias name: forget an alias"
        words = arg.split()
        if words:
            self.aliases.pop(words[0], None)

    def do_help(self, arg):
        "h(elp) [command]: list the commands, or describe one"
        if not arg:
            return Cmd.do_help(self, arg)
        text = getattr(getattr(self, "do_" + arg, self.emptyline), "__doc__", None)
        if not text:
            return self.error("No help for %r" % arg)
        self.message(text)

    do_h = do_help


def _home():
    try:
        import os

        return os.getenv("HOME") or ""
    except (ImportError, AttributeError):
        return ""


def run(statement, globals=None, locals=None):
    Pdb().run(statement, globals, locals)


def runeval(expression, globals=None, locals=None):
    return Pdb().runeval(expression, globals, locals)


runctx = run


def runcall(*args, **kwds):
    return Pdb().runcall(*args, **kwds)


def set_trace(*, header=None):
    debugger = Pdb()
    if header is not None:
        debugger.message(header)
    debugger.set_trace(sys._getframe().f_back)


def post_mortem(t=None):
    if t is None:
        t = sys.exc_info()[2]
        if t is None:
            raise ValueError("A valid traceback must be passed if no exception is being handled")
    debugger = Pdb()
    debugger.reset()
    debugger.interaction(None, t)


def pm():
    post_mortem(sys.last_traceback)


def help():
    Pdb(readrc=False).do_help("")


def main():
    from _pdb import main

    main()
