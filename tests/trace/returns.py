# Returns of every kind.
from _events import traced


def returns(n):
    if n == 0:
        return
    if n == 1:
        return None
    if n == 2:
        return (
            n)
    if n == 3:
        return (n,
                n)
    if n == 4:
        return [
            1
        ]
    if n == 5: return n
    elif n == 6: return
    while n:
        return n
    for i in "a":
        return i


for number in range(8):
    traced(returns, number)
