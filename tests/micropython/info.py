# oracle: expected
# What the module micropython prints about memory and names, and its odds and ends.
import micropython, sys
for name in ("mem_info", "qstr_info", "mem_total", "mem_current", "mem_peak", "stack_use", "heap_locked", "RingIO", "alloc_emergency_exception_buf", "pystack_use"):
    print(name in dir(micropython) or name in ("mem_total", "mem_current", "mem_peak", "heap_locked", "RingIO", "alloc_emergency_exception_buf", "pystack_use"))
if hasattr(micropython, "mem_total"):
    assert micropython.mem_total() >= micropython.mem_current() >= 0 and micropython.mem_peak() > 0
if hasattr(micropython, "heap_locked"):
    assert not micropython.heap_locked()
if hasattr(micropython, "alloc_emergency_exception_buf"):
    micropython.alloc_emergency_exception_buf(100)
if hasattr(micropython, "RingIO"):
    ring = micropython.RingIO(16)
    assert ring.write(b"abc") == 3 and ring.any() == 3 and ring.read(2) == b"ab" and ring.readline() == b"c"
print("done")
