# Augmented assignments.
from _events import traced


class Object:
    n = 1


def augment(a):
    b = [1, 2]
    o = Object()
    a += 1
    a *= (
        2)
    a -= (a
          // 2)
    b[0] += a
    b[
        1
    ] += (
        a)
    o.n += 1
    (o
     .n) += 5
    b += [
        a]
    return a, b, o.n


traced(augment, 3)
