# oracle: expected
# sys as MicroPython has it.
import sys, io
print(sys.implementation.name, sys.implementation[0], len(sys.implementation.version) >= 3, sys.version_info[:2] >= (3, 4), sys.platform in ("linux", "darwin", "win32"))
try:
    raise ValueError("printed")
except ValueError as e:
    s = io.StringIO()
    sys.print_exception(e, s)
    text = s.getvalue()
    lines = text.split("\n")
    print(lines[0]); print(lines[1].split(",")[1:]); print(lines[2])
    sys.print_exception(KeyError("to stdout"))
print(sys.ps1 if hasattr(sys, "ps1") else ">>> ")
previous = sys.atexit(lambda: print("at exit"))
print(previous)
print(sys.byteorder, isinstance(sys.argv, list), len(sys.argv))
print("end")
