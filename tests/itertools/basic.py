# itertools: the iterators that end on the shortest input, and the endless ones.
from itertools import count, cycle, repeat, chain, islice, takewhile, dropwhile, starmap, accumulate, compress, filterfalse, zip_longest, tee, groupby
def take(n, it): return [x for _, x in zip(range(n), it)]
print(take(3, count()), take(3, count(5)), take(3, count(1, 3)), take(3, count(0.5, 0.25)), take(3, count(2**62)), take(5, cycle("ab")), list(cycle([])), take(3, repeat("x")), list(repeat(1, 3)), list(repeat(1, 0)), list(map(pow, [2, 3], repeat(2))))
print(list(chain("ab", [1], (), {2: 3})), list(chain()), list(chain.from_iterable(["ab", [1]])), list(islice("abcdef", 3)), list(islice("abcdef", 2, 4)), list(islice("abcdef", 1, None)), list(islice("abcdef", 0, None, 2)), list(islice(count(), 5, 10, 2)), list(islice("ab", 5)), list(islice([], 1)))
print(list(takewhile(lambda x: x < 3, [1, 2, 3, 1])), list(dropwhile(lambda x: x < 3, [1, 2, 3, 1])), list(starmap(pow, [(2, 3), (3, 2)])), list(starmap(lambda *a: a, ["ab", [1]])), list(accumulate([1, 2, 3])), list(accumulate([1, 2, 3], lambda a, b: a * b)), list(accumulate([1, 2], initial=10)), list(accumulate("abc")), list(accumulate([])))
print(list(compress("abcd", [1, 0, 1])), list(filterfalse(lambda x: x % 2, range(5))), list(filterfalse(None, [0, 1, ""])), list(zip_longest("ab", [1])), list(zip_longest("a", "xyz", fillvalue="-")), list(zip_longest()))
a, b = tee(iter("abc")); print(next(a), next(a), list(b), list(a)); print([list(t) for t in tee([1, 2], 3)], tee([], 0))
print([(k, list(g)) for k, g in groupby("aabcc")], [(k, list(g)) for k, g in groupby([1, 3, 2, 4, 5], key=lambda x: x % 2)], list(groupby([])), [k for k, g in groupby("aabb")])
for bad in ("islice([1], -1)", "islice([1], 'a')", "repeat()", "chain(5).__next__()", "take(1, count('a'))", "list(starmap(pow, [1]))", "cycle(5)", "islice([1], 1, 2, 0)", "takewhile(1)", "list(takewhile(5, [1]))", "tee(5)", "zip_longest(5)", "accumulate(5)", "list(compress([1], 5))"):
    try: print(bad, eval(bad))
    except (TypeError, ValueError) as e: print(bad, type(e).__name__)
it = iter([1, 2, 3, 4]); print(list(islice(it, 2)), list(it)); c = count(); print(next(c), next(c), next(iter(repeat(5))), iter(c) is c)
