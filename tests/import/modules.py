# import of files: forms, once only, namespaces, reload through sys.modules.
import sys
import _plain
import _plain as other
from _plain import value, change as alter, Thing
print(_plain is other, value, alter(), value, _plain.value, _plain.get(), Thing.where, _plain.__name__, sys.modules["_plain"] is _plain)
_plain.value = 100; print(_plain.get(), _plain.change()); _plain.new = 5; print(_plain.new, hasattr(_plain, "nothing"), "_private" in dir(_plain))
from _plain import *
print(value, "_private" in globals(), "__dunder__" in globals(), get())
def inside():
    import _counter
    from _counter import __name__ as n
    return n
print(inside(), inside(), "_counter" in globals())
del sys.modules["_counter"]; inside()
from _with_all import *
print(a, _b, "c" in globals())
for code in ("import no_such_module", "from _plain import nothing", "import _plain.sub", "from no_such import x", "import _raises", "import _raises", "import _syntax", "from _bad_all import *", "import _plain.a.b", "from _plain import value as v, missing"):
    try: exec(code); print(code, "ok")
    except SyntaxError as e: print(code, type(e).__name__)
    except AttributeError as e: print(code, type(e).__name__, e)
    except ImportError as e: print(code, type(e).__name__, str(e).split(" (")[0], e.name if "no_such" in code else "")
    except Exception as e: print(code, type(e).__name__, e)
print("_raises" in sys.modules, __import__("_plain") is _plain, __import__("_plain", globals(), locals(), ["value"], 0).value, type(sys).__name__, type(_plain) is type(sys), repr(sys)[:12], __name__, sys.modules["__main__"].a)
import _getattr
print(_getattr.real, _getattr.made_x, hasattr(_getattr, "nope"), getattr(_getattr, "zzz", "default"))
from _getattr import made_y, real
print(made_y, real)
try: from _getattr import nope
except ImportError as e: print(type(e).__name__)
try: _getattr.nope
except AttributeError as e: print(e)
m = type(sys)("made"); m.x = 1; sys.modules["made"] = m
import made; print(made.x, made.__name__); del _plain.new
try: _plain.new
except AttributeError as e: print(e)
sys.modules["blocked"] = None
try: import blocked
except ImportError as e: print(type(e).__name__)
import math, sys as system, io
print(math.floor(1.5), system is sys, io.StringIO("x").read()); import os.path; print(os.path is os.path, callable(os.path.join)); print(_plain.__dict__["value"], vars(_plain)["value"], "value" in _plain.__dict__)
class C:
    import math as m
    from _plain import get as g
print(C.m.pi == math.pi, C.g())
