# itertools: combinations of inputs.
from itertools import product, permutations, combinations, combinations_with_replacement, pairwise
print(list(product("ab", [1, 2])), list(product("ab", repeat=2)), list(product()), list(product([], "a")), len(list(product(range(3), repeat=4))), list(product("a", "b", "c")))
print(list(permutations("abc")), list(permutations([1, 2, 3], 2)), list(permutations([1], 2)), list(permutations([], 0)), len(list(permutations(range(5)))))
print(list(combinations("abcd", 2)), list(combinations([1, 2], 3)), list(combinations([1], 0)), list(combinations(range(4), 3)), list(combinations_with_replacement("ab", 2)), list(combinations_with_replacement([1, 2, 3], 1)), list(combinations_with_replacement([], 1)))
print(list(pairwise([1, 2, 3])), list(pairwise("a")), list(pairwise("")))
for bad in ("combinations([1], -1)", "permutations([1], -1)", "product(5)", "combinations(5, 1)", "permutations([1], 'a')"):
    try: print(eval(bad))
    except (TypeError, ValueError) as e: print(bad, type(e).__name__)
