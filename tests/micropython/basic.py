# oracle: expected
# The module micropython.
import micropython
from micropython import const
A = const(5); _B = const(A + 1); print(A, _B, const("s"))
print(micropython.opt_level()); micropython.opt_level(1); print(micropython.opt_level()); micropython.opt_level(0)
print(micropython.stack_use() > 0)
locked = False
micropython.heap_lock()
try: [1, 2, 3].copy()
except MemoryError: locked = True
micropython.heap_unlock(); print(locked, [1, 2].copy())
micropython.heap_lock(); micropython.heap_lock(); micropython.heap_unlock(); micropython.heap_unlock(); print([0].copy())
x = y = 0
micropython.heap_lock(); x = 1 + 2; y = 1.5 * 2; micropython.heap_unlock(); print(x, y)
def callback(arg): print("scheduled", arg)
micropython.schedule(callback, 5)
for i in range(100): pass
print("after")
def again(n):
    if n: micropython.schedule(again, n - 1)
    print("again", n)
micropython.schedule(again, 2)
for i in range(100): pass
micropython.kbd_intr(3)
