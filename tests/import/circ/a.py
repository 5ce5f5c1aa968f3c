print("a starts")
x = 1
import circ.b
from circ import b
print("a ends", circ.b.y, b.z)
