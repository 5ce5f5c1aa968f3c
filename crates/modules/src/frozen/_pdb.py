# The command line of pdb.
import sys
import linecache
from pdb import Pdb, Restart

_usage = "usage: pdb [-c command] ... file [argument ...]"


def _run(debugger, filename):
    import __main__
    import builtins

    debugger._wait_for_mainpyfile = True
    debugger._user_requested_quit = False
    debugger.mainpyfile = filename
    code = compile("".join(linecache.getlines(filename)), filename, "exec")
    names = __main__.__dict__
    names.clear()
    names.update({"__name__": "__main__", "__file__": filename, "__builtins__": builtins})
    debugger.run(code, names, names)


def main():
    args = sys.argv[1:]
    commands = []
    while args and args[0][:1] == "-":
        if args[0] not in ("-c", "--command") or len(args) < 2:
            print(_usage)
            sys.exit(0 if args[0] in ("-h", "--help") else 2)
        commands.append(args[1])
        args = args[2:]
    if not args:
        print(_usage)
        sys.exit(2)
    sys.argv[:] = args
    debugger = Pdb()
    debugger.rcLines += commands
    filename = debugger.canonic(args[0])
    if not linecache.getlines(filename):
        print("Error:", args[0], "does not exist")
        sys.exit(1)
    if sys.path:
        sys.path[0] = filename.rpartition("/")[0]
    while True:
        try:
            _run(debugger, filename)
            if debugger._user_requested_quit:
                break
            print("The program finished and will be restarted")
        except Restart:
            print("Restarting", filename, "with arguments:")
            print("\t" + " ".join(sys.argv[1:]))
        except SystemExit as error:
            print("The program exited via sys.exit(). Exit status:", error)
        except SyntaxError:
            sys.excepthook(*sys.exc_info())
            sys.exit(1)
        except BaseException as error:
            sys.excepthook(*sys.exc_info())
            print("Uncaught exception. Entering post mortem debugging")
            print("Running 'cont' or 'step' will restart the program")
            debugger.interaction(None, error.__traceback__)
            print("Post mortem debugger finished. The %s will be restarted" % filename)
