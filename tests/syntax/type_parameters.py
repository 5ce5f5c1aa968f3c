# oracle: expected
# Type parameters and type statements of Python 3.12.
def first[T](items: list[T]) -> T:
    return items[0]
print(first([1, 2]))
class Box[T]:
    def __init__(self, value: T): self.value = value
    def get[U](self, other: U) -> T: return self.value
print(Box(3).get("x"))
def bounded[T: int, *Ts, **P](x): return x
print(bounded(4))
def constrained[T: (int, str)](x: T) -> T: return x
print(constrained("s"))
class Two[A, B](Box): pass
print(Two(5).value)
type Alias = list[int]
type = 5
print(type)
async def coro[T](x: T): return x
c = coro(1)
try: c.send(None)
except StopIteration as stop: print(stop.value)
lambda_ = lambda x: x
print(lambda_(6))
