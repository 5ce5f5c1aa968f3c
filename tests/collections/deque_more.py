# The rest of deque as in CPython.
from collections import deque
d = deque([1, 2, 3, 2]); print(d, repr(deque([1], 5)), d == deque([1, 2, 3, 2]), d != deque(), d.count(2), d.index(3), d.maxlen, deque([], 3).maxlen, d.copy() == d)
d.rotate(1); print(d); d.rotate(-2); print(d); d.reverse(); print(d); d.remove(2); print(d); d.insert(1, "i"); print(d); d.extendleft("xy"); print(d); del d[0]; print(d); d += [7]; print(d, d + deque([8]), deque([1]) * 2, deque([1]) < deque([2]), list(reversed(d))); d.clear(); print(d)
try:
    e = deque([1, 2])
    for x in e: e.append(x)
except RuntimeError as err: print(err)
try: deque([1, 2]).remove(5)
except ValueError as err: print(type(err).__name__)
try: deque([1], 1).insert(0, 5)
except IndexError as err: print(err)
