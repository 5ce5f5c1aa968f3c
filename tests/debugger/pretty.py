# pprint: what is wide is printed over several lines.
import io
from pprint import pformat, pp, pprint, saferepr

state = 12345


def draw(limit):
    global state
    state = (state * 1103515245 + 12345) & 0x7FFFFFFF
    return (state >> 8) % limit


def make(depth):
    kind = draw(9)
    if depth == 0 or kind < 3:
        return [1, 2.5, "abc", "x" * draw(20), None, 10 ** draw(30)][draw(6)]
    count = draw(8)
    if kind < 5:
        return [make(depth - 1) for _ in range(count)]
    if kind == 5:
        return tuple([make(depth - 1) for _ in range(count)])
    if kind == 6:
        return {draw(100): make(depth - 1) for _ in range(count)}
    if kind == 7:
        return {"k%d" % draw(100): make(depth - 1) for _ in range(count)}
    return set([10**20 + draw(10**6) for _ in range(6)])


for number in range(200):
    pprint(make(5))
pprint(frozenset(range(100)))
pprint({"b": 1, "a": 2, "c": (1,)})
pprint({1: 2, "one": 3, (1, 2): 4} if False else [3, 1])
pp([1, 2])
print(pformat(list(range(40)), width=40))
print(pformat({"key": ["value" * 5] * 4, "other": {"deep": list(range(30))}}, indent=4, width=50))
out = io.StringIO()
pprint((1, "two"), stream=out)
print(repr(out.getvalue()))
print(saferepr({2: 1, 1: 2}))
