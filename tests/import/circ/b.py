print("b starts")
import circ.a as mod
from . import a
print(a.x, mod is a)
try:
    from circ.a import nothing_yet
except ImportError as e:
    print(type(e).__name__)
y = 2
z = 3
print("b ends")
