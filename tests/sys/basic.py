# sys: what both have.
# args: one two
import sys
print(sys.argv[1:], len(sys.argv), sys.argv[0].endswith("basic.py"), type(sys.version), sys.version_info >= (3, 4), sys.version_info[0], len(sys.version_info) >= 3, sys.byteorder, sys.maxsize > 2**30, sys.maxsize & (sys.maxsize + 1), type(sys.path), type(sys.modules), "sys" in sys.modules, sys.modules["sys"] is sys, type(sys.platform), isinstance(sys.implementation.name, str))
for arg in (None, 0, 5, "text", [1]):
    try: sys.exit(arg) if arg is not None else sys.exit()
    except SystemExit as e: print(repr(e), e.code, e.args)
try: raise ValueError("info")
except ValueError:
    k, v, t = sys.exc_info(); print(k, v, t is not None)
print(sys.exc_info()); print(sys.stdout.write("x\n"), sys.stdin is not None, sys.stderr.write("") if hasattr(sys.stderr, "write") else 0)
sys.path.append("added"); print(sys.path[-1]); sys.path.remove("added"); print(isinstance(sys.executable, str), sys.getsizeof([]) > 0 if hasattr(sys, "getsizeof") else True, sys.intern("abc") == "abc" if hasattr(sys, "intern") else True)
