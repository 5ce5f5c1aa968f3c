# A small program: prime numbers.
from _events import traced


def primes(n):
    sieve = [True] * n
    for i in range(2, n):
        if sieve[i]:
            yield i
            for j in range(i * i, n, i):
                sieve[j] = False


def collect(n):
    return list(primes(n))


traced(collect, 12)
