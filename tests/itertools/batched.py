# oracle: expected
# batched came with CPython 3.12.
import itertools

print(list(itertools.batched("abcdefg", 3)), list(itertools.batched([], 2)))
try:
    itertools.batched("a", 0)
except ValueError as error:
    print(error)
