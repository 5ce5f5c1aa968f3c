# traceback: places, chains, groups and notes.
import traceback, sys, io
def a(n):
    if n: return a(n-1)
    raise ValueError("deep")
def show(text):
    # Amphis has no lines of "^" below the lines of the source.
    for line in text.replace(__file__, "FILE").split("\n"):
        if not line.strip(" |") or line.strip(" ^~|"):
            print(line)
try: a(6)
except ValueError as e:
    err=e
    show(traceback.format_exc())
    show(traceback.format_exc(limit=2)); show(traceback.format_exc(limit=-2))
    show("".join(traceback.format_tb(e.__traceback__)))
    print(traceback.extract_tb(e.__traceback__)[0].name, traceback.extract_tb(e.__traceback__)[-1].lineno)
    print(traceback.format_exception_only(e), traceback.format_exception_only(ValueError, e))
def chain():
    try:
        try: 1/0
        except ZeroDivisionError as z:
            raise KeyError("k") from z
    except KeyError:
        [][1]
try: chain()
except IndexError as e:
    show(traceback.format_exc()); show(traceback.format_exc(chain=False))
    try: raise TypeError("x") from None
    except TypeError: traceback.print_exc(file=sys.stdout, limit=0)
try:
    try: raise OSError(2,"no")
    finally: raise ExceptionGroup("many\nlines", [ValueError("a\nb"), ExceptionGroup("in", [KeyError(1), TypeError()]), IndexError(3)])
except ExceptionGroup as g:
    g.add_note("note\nmore")
    show(traceback.format_exc())
try:
    try: a(0)
    except ValueError as v: raise ExceptionGroup("x",[v, ExceptionGroup("y",[v])])
except ExceptionGroup as g: show(traceback.format_exc())
try: compile("a = = 3\n","file","exec")
except SyntaxError as e: print(traceback.format_exception_only(e))
try: exec("  x = (1,\n")
except SyntaxError as e: print(traceback.format_exception_only(e)[-1])
class Bad(Exception):
    def __str__(self): 1/0
print(traceback.format_exception_only(Bad()), traceback.format_exception_only(KeyError()), traceback.format_exception_only(None))
print(str(traceback.TracebackException.from_exception(KeyError("a"))))
def st():
    return traceback.format_stack()
show("".join(st()))
def st2():
    out = io.StringIO()
    traceback.print_stack(file=out, limit=1)
    show(out.getvalue())
    return traceback.extract_stack(limit=1)[0]
f=st2(); print(f.name, f.line, f.lineno, f[0]==f.filename, len(f))
print(traceback.format_list([("f",1,"g","  x = 1 "),("f",2,"g",None)]))
print(repr(traceback.format_exc()))
