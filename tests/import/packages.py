# Packages: __init__, submodules, relative imports, __all__, circular imports, lazy attributes, folders without __init__.
import pkg
print(pkg.level, pkg.first, pkg.two.second, pkg.one.first, pkg.two.third_module.third, pkg.sub.name, pkg.__name__, pkg.three.third)
import pkg.sub.deep
print(pkg.sub.deep.up, pkg.sub.deep.level, pkg.sub.deep.where, pkg.sub.deep.sibling.s, pkg.sub.deep.third)
import pkg.sub.deep.sibling as s; print(s.s)
from pkg.sub import deep as d, name; print(d.up, name); from pkg import three, level as lv; print(three.third, lv)
print(hasattr(pkg, "extra")); from pkg import extra; print(hasattr(pkg, "extra"))
for code in ("import pkg.nothing", "from pkg import nothing", "import pkg.one.two", "import pkg.sub.toofar", "from pkg.nothing import x", "from . import x", "from .x import y", "from pkg.one import nope"):
    try: exec(code); print("ok")
    except ImportError as e: print(code, type(e).__name__, str(e).split(" (")[0])
import circ
print(circ.a.x, circ.b.y)
from allpkg import *
print(v, "w" in globals(), "m1" in globals(), "m2" in globals(), m1.__name__)
import lazy
print(hasattr(lazy, "nothing")); print(lazy.late.value)
import ns.mod
print(ns.mod.inside)
try: import errors
except ZeroDivisionError as e: print(e)
import sys
print("errors" in sys.modules, "pkg.sub.deep.sibling" in sys.modules, sys.modules["pkg.one"] is pkg.one)
print(__import__("pkg.sub") is pkg, __import__("pkg.sub", None, None, ["name"]) is pkg.sub)
del sys.modules["pkg.three"]; import pkg.three; print(pkg.three is sys.modules["pkg.three"])
sys.path.insert(0, "pkg"); import extra as top; print(top.__name__); sys.path.pop(0)
exec("from pkg import one as uno\nprint(uno.first)"); 
def f():
    from pkg.sub.deep import sibling, where as w
    import pkg.two as t
    return sibling.s, w, t.second
print(f())
