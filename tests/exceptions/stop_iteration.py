# StopIteration and its relatives in every place.
def gen(): return 5; yield
try: next(gen())
except StopIteration as e: print(e.value, e.args)
def tup(): return (1, 2); yield
try: next(tup())
except StopIteration as e: print(e.value, e.args)
def exc(): return StopIteration(7); yield
try: next(exc())
except StopIteration as e: print(repr(e.value))
def deleg(): x = yield from gen(); y = yield from tup(); print(x, y)
list(deleg())
class It:
    def __init__(self, n): self.n = n
    def __iter__(self): return self
    def __next__(self):
        if self.n == 0: raise StopIteration("ended", self.n)
        self.n -= 1; return self.n
def d2(): r = yield from It(2); print("result", r)
print(list(d2()), list(It(2)), sum(It(3)), next(It(0), "dflt"))
try: next(It(0))
except StopIteration as e: print(e.args, e.value)
def leak(): yield next(iter([]))
try: list(leak())
except RuntimeError as e: print(e, type(e.__cause__).__name__, type(e.__context__).__name__)
def catch():
    try: next(iter([]))
    except StopIteration: yield "caught"
print(list(catch()))
def throw_stop():
    try: yield 1
    except StopIteration as e: yield "got", e.value
g = throw_stop(); next(g); print(g.throw(StopIteration(3)))
g = (i for i in [1])
try: g.throw(StopIteration("x"))
except (RuntimeError, StopIteration) as e: print("stopped")
try: print([next(iter([])) for _ in range(2)])
except StopIteration: print("list comprehension leaks")
try: print(list(next(iter([])) for _ in range(2)))
except RuntimeError as e: print(e)
def in_for():
    for x in It(2):
        if x == 1: raise StopIteration("body")
try: in_for()
except StopIteration as e: print(e)
class Sub(StopIteration):
    def __init__(self, *a): super().__init__(*a); self.extra = 1
class S:
    def __iter__(self): return self
    def __next__(self): raise Sub("sub")
print(list(S()), next(S(), 5))
try: next(S())
except Sub as e: print(e.value, e.extra)
def d3(): return (yield from S())
try: next(d3())
except StopIteration as e: print(e.value)
print(StopIteration().value, StopIteration(None).value, StopIteration(1, 2).value, repr(StopIteration(1)), StopAsyncIteration("a").args, GeneratorExit("x").args, isinstance(GeneratorExit(), Exception), isinstance(StopIteration(), Exception))
e = StopIteration(1); e.value = 9; print(e.value, e.args)
def closes():
    try: yield 1
    finally: return "swallowed"
g = closes(); next(g); print(g.close())
g = closes(); next(g)
try: g.throw(ValueError("v"))
except StopIteration as e: print(e.value)
