"""Every construct of the language, for tests that damage or cut the source."""
from __future__ import annotations
import a, b.c as d
from . import e
from ...f.g import (h as i, j,)
from k import *

type Alias[T: int, *Ts, **P] = dict[T, tuple[*Ts]]


@a.b(c)[d]
@(lambda f: f)
def function[T](a, b: int = 1, /, c=2, *args: *Ts, d, e=lambda *x, y=1, **z: (x, y, z), **kwargs) -> list[T]:
    """Doc."""
    global g1, g2
    nonlocal_value = yield
    x = yield a, *b
    y = yield from c
    def inner():
        nonlocal x
        return *a, b
    return


async def coroutine(self):
    async with a as b, c:
        await d
    async with (e as (f, g), h as i[0],):
        pass
    async for x, *y in z:
        continue
    else:
        pass
    return [await q async for q in r if await s]


class Class[T](Base, metaclass=Meta, *bases, **options):
    attribute: int
    other: str = 'x'
    self.attribute: float = 1.5
    (parenthesized): None
    def method(self): return super().method()


if a: pass
elif b:
    c
elif d: e; f
else:
    g

while (n := next(it)) is not None and not done or x not in y:
    if n == 1 != 2 < 3 <= 4 > 5 >= 6: break
else:
    pass

for i, (j, [k, *l]) in *m, n:
    del o, p.q, r[s], (t, [u])

with open('x') as f, (yield): pass
with (a, b) as c: pass
with (a): pass

try:
    raise
except A:
    raise B from C
except (D, E) as f:
    assert g, 'h'
except:
    pass
else:
    x
finally:
    y

try:
    pass
except* A as b:
    pass

match x, *y:
    case 0 | -1 | 1.5 | 2+3j | 'a' 'b' | b'c' | None | True: pass
    case [a, *_, (b, c)] if a > b: pass
    case {'k': v, -1: w, x.y: z, **rest}: pass
    case Point(1, x=2, y=Other(z)) as p: pass
    case (A() as q) | B(q): pass
    case first, *others: pass
    case _: pass

match = case = type = _ = 0
match[0].x(case)[type:_:1, ..., ::2] = *a, b
a = b = c
a += 1; b -= 2; c *= 3; d /= 4; e //= 5; f %= 6; g **= 7; h @= 8; i &= 9; j |= 0; k ^= 1; l <<= 2; m >>= 3
x = a if b else c if d else e
y = ~-+a ** -b * c / d // e % f @ g + h - i << j >> k & l ^ m | n
z = [a, *b], (c,), (), {d, *e}, {f: g, **h}, {}, [], {**i}
w = [x for y in z if a if b for c, d in e], {x for x in y}, {k: v for k, v in z}, (x for x in y)
v = f(a, *b, c=d, **e), f(x for x in y), f(a := 1), f()
numbers = 0, 1_000, 0xFF, 0o17, 0b1010, 123456789012345678901234567890, 1., .5, 1e-5, 1_0.2_5e+1_0, 5j, 0.5J
strings = 'a\n\x41\u0041\U00000041\101\
b' "c" r'\d' u'e' '''f
g''' """h"""
data = b'\x00\xff' rb'\d'
formatted = f'{a}{b!r}{c:>{width}.{precision}}{d=}{e = !s:x}{{}}' 'plain' rf'\{x}' f"""{
    f'{nested['quotes']}'  # comment
}"""
joined = a + \
    b
naïve = Ünïcödé
