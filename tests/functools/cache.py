# functools: caches.
from functools import lru_cache, cache, cached_property
calls = []
@lru_cache(maxsize=2)
def f(x, y=0): calls.append((x, y)); return x + y
print(f(1), f(1), f(2), f(3), f(1), f(3, y=1), f(3, y=1), calls, f.cache_info().hits, f.cache_info().misses); f.cache_clear(); print(f.cache_info().currsize)
@cache
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(100))
@lru_cache
def g(*a, **k): return a, k
print(g(1), g(1, z=2), g() is g())
try: g([])
except TypeError as e: print(e)
class C:
    @cached_property
    def v(self): print("computed"); return 5
c = C(); print(c.v, c.v)
