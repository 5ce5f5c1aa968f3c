# random: ranges and repeatability; not the values, which are the generator's own.
import random
random.seed(42); a = [random.getrandbits(8) for _ in range(20)]; random.seed(42); b = [random.getrandbits(8) for _ in range(20)]; random.seed(43); c = [random.getrandbits(8) for _ in range(20)]
print(a == b, a != c, all(0 <= v < 256 for v in a), len(set(a)) > 5)
print(all(1 <= random.randint(1, 6) <= 6 for _ in range(500)), {random.randint(1, 3) for _ in range(300)} == {1, 2, 3}, all(0 <= random.randrange(10) < 10 for _ in range(300)), all(random.randrange(5, 50, 5) % 5 == 0 for _ in range(100)), {random.randrange(0, 4, 2) for _ in range(100)} == {0, 2}, random.randint(5, 5), random.randrange(7, 8), random.randrange(10, 0, -3) in (10, 7, 4, 1))
print(all(0 <= random.random() < 1 for _ in range(300)), all(2 <= random.uniform(2, 3) <= 3 for _ in range(300)), 0.3 < sum(random.random() for _ in range(2000)) / 2000 < 0.7, random.choice([5]), {random.choice("abc") for _ in range(200)} == {"a", "b", "c"}, random.getrandbits(1) in (0, 1), 0 <= random.getrandbits(32) < 2**32, random.getrandbits(0) if False else 0, random.choice((1,)), random.choice(range(3, 4)))
for bad in ("random.randrange(0)", "random.randint(5, 1)", "random.choice([])", "random.randrange(1, 5, 0)", "random.randrange(5, 5)", "random.getrandbits(-1)", "random.randrange()", "random.choice(5)", "random.randrange('a')", "random.uniform('a', 1)"):
    try: eval(bad); print(bad, "ok")
    except Exception as e: print(bad, isinstance(e, (ValueError, TypeError, IndexError)))
random.seed(); random.seed(0); x = random.random(); random.seed(0); print(x == random.random()); print(sum(random.randint(0, 1) for _ in range(1000)) in range(400, 601))
l = list(range(20)); 
if hasattr(random, "shuffle"): random.shuffle(l); assert sorted(l) == list(range(20))
if hasattr(random, "sample"): assert len(set(random.sample(range(100), 10))) == 10
