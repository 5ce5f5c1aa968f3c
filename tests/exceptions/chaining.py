# __cause__, __context__, __suppress_context__, from, from None, notes, tracebacks, args.
def show(e):
    print(repr(e), repr(e.__cause__), repr(e.__context__), e.__suppress_context__)
try:
    try: raise ValueError("a")
    except ValueError as e: raise KeyError("b") from e
except KeyError as e: show(e)
try:
    try: raise ValueError("a")
    except ValueError: raise KeyError("b")
except KeyError as e: show(e)
try:
    try: raise ValueError("a")
    except ValueError: raise KeyError("b") from None
except KeyError as e: show(e)
try: raise ValueError from OSError
except ValueError as e: show(e)
try:
    try: raise ValueError("x")
    finally: raise KeyError("y")
except KeyError as e: show(e)
try:
    try: 1 / 0
    except ZeroDivisionError:
        try: [][1]
        except IndexError: raise TypeError("third")
except TypeError as e:
    show(e); show(e.__context__)
try:
    try: raise ValueError("self")
    except ValueError as e: raise e
except ValueError as e: show(e)
e = ValueError("plain")
show(e)
print(e.__traceback__)
e.__cause__ = KeyError("set"); show(e)
e.__cause__ = None; show(e)
e.__context__ = OSError("ctx"); e.__suppress_context__ = False; show(e)
for name, value in (("__cause__", 5), ("__context__", "x"), ("__traceback__", 1)):
    try: setattr(e, name, value)
    except TypeError as error: print(error)
print(e.with_traceback(None) is e)
try: raise e
except ValueError as caught: print(caught is e, caught.__traceback__ is not None)
e = ValueError("noted")
e.add_note("one"); e.add_note("two")
print(e.__notes__)
try: e.add_note(5)
except TypeError as error: print(error)
print(hasattr(ValueError(), "__notes__"))
e = Exception(1, "two", [3])
print(e.args, str(e), repr(e))
e.args = (9,)
print(e, repr(e))
print(Exception().args, repr(str(Exception())), repr(Exception()), str(Exception("x")), repr(Exception("x")), repr(Exception((1,))))
print(repr(KeyError("k")), str(KeyError("k")), str(KeyError(1, 2)), str(KeyError()))
print(StopIteration(5).value, StopIteration().value, StopIteration(1, 2).value)
print(SystemExit(3).code, SystemExit().code, SystemExit("a", "b").code)
o = OSError(2, "text"); print(o.errno, o.strerror, str(o), repr(o), o.args)
o = OSError(2, "text", "file"); print(str(o), o.filename, o.args)
o = OSError("only"); print(o.errno, str(o), o.args)
print(type(OSError(2, "x")).__name__, type(OSError(13, "x")).__name__, type(OSError(17, "x")).__name__, type(OSError(9999, "x")).__name__)
class Custom(Exception):
    def __init__(self, a, b=2):
        super().__init__(a)
        self.b = b
    def __str__(self): return f"custom {self.args} {self.b}"
try: raise Custom(1, b=5)
except Custom as c: print(c, repr(c), c.b)
class NoInit(Exception):
    def __init__(self, *args): pass
print(NoInit(1, 2).args, str(NoInit("q")))
class WithNew(ValueError):
    def __new__(cls, x): return super().__new__(cls, x, x)
    def __init__(self, x): super().__init__(x * 2)
print(repr(WithNew(3)))
a = AttributeError("m", name="n", obj=5); print(a.name, a.obj, a)
n = NameError("m", name="x"); print(n.name)
i = ImportError("m", name="mod", path="p"); print(i.name, i.path, i.msg)
u = UnicodeDecodeError("utf-8", b"\xff", 0, 1, "why"); print(u.encoding, u.object, u.start, u.end, u.reason); print(u)
u = UnicodeEncodeError("ascii", "\xe9", 0, 1, "why"); print(u)
s = SyntaxError("msg", ("f.py", 3, 5, "text")); print(s.msg, s.filename, s.lineno, s.offset, s.text); print(s)
try: {}["missing"]
except KeyError as k: print(k.args)
try: object().x
except AttributeError as a: print(a.name)
try: undefined
except NameError as n: print(n.name)
print(Exception("a") == Exception("a"), isinstance(hash(Exception()), int))
