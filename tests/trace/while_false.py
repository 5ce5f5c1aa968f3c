# A loop whose body is never run.
from _events import traced


def never():
    while 0:
        x = 1
    while False:
        x = 2
    else:
        x = 3
    while None: x = 4
    return x


traced(never)
