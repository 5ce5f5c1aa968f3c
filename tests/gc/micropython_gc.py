# oracle: expected
# gc as MicroPython has it.
import gc
a = gc.mem_alloc(); f = gc.mem_free(); print(a > 0, f > 0)
x = [0] * 1000; b = gc.mem_alloc(); print(b > a); del x; gc.collect(); print(gc.mem_alloc() < b)
print(gc.threshold()); gc.threshold(100000); print(gc.threshold()); gc.threshold(-1); print(gc.threshold())
r = gc.collect(); print(isinstance(r, int))
before = gc.mem_alloc()
for i in range(10000): y = [i, str(i)]
del y; gc.collect(); print(gc.mem_alloc() - before < 10000)
