# Attributes of OSError, ImportError, SyntaxError and their kin.
e = OSError(2, "text", "one", None, "two"); print(e.errno, e.strerror, e.filename, e.filename2, e, e.args)
e = OSError(2, "text"); print(e.filename, e.filename2); e.filename = "late"; print(e)
b = BlockingIOError(11, "again", 5); print(b.errno, b.characters_written, type(b).__name__)
try: OSError(1, "x").characters_written
except AttributeError as err: print("AttributeError")
b.characters_written = 9; print(b.characters_written)
for n in (1, 2, 4, 10, 11, 13, 17, 20, 21, 32, 103, 104, 110, 111, 9999): print(n, type(OSError(n, "m")).__name__)
class Mine(OSError): pass
m = Mine(2, "sub"); print(type(m).__name__, m.errno, str(m)); print(isinstance(FileNotFoundError(2, "x"), OSError), FileNotFoundError("only").errno, str(PermissionError()))
i = ImportError("m", name="n", path="p"); print(i.name, i.path, i.msg, str(i), repr(i)); print(ImportError().name, ModuleNotFoundError("x", name="y").name)
try: ImportError("m", wrong=1)
except TypeError as err: print("TypeError")
s = SyntaxError("bad", ("f.py", 1, 2, "code", 1, 4)); print(s.end_lineno, s.end_offset, s.print_file_and_line, s.msg, s.text, str(s)); print(SyntaxError("x").lineno, SyntaxError().msg, SyntaxError("only message"), IndentationError("i", ("f", 2, 1, "t")).lineno, TabError("t").filename)
try: SyntaxError("bad", (1,))
except (TypeError, IndexError) as err: print("refused")
print(EncodingWarning.__mro__[1].__name__, issubclass(EncodingWarning, Warning))
try: exec("x = (1,\n  2")
except SyntaxError as err: print(err.lineno, err.end_lineno is None or err.end_lineno >= 0, err.text is None or "x" in err.text)
e = ImportError("m"); print(hasattr(e, "name_from") and e.name_from or None); k = KeyError(); print(k.args, str(k)); u = UnicodeTranslateError("abc", 0, 1, "why"); print(u.object, u.reason, u)
for bad in ("UnicodeDecodeError()", "UnicodeDecodeError('a', 'b', 0, 1, 'c')", "UnicodeEncodeError('a', b'b', 0, 1, 'c')", "UnicodeDecodeError('a', b'b', 'x', 1, 'c')"):
    try: eval(bad)
    except TypeError: print("TypeError")
