# Loops over iterators written in Python.
from _events import traced


class Count:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        if self.n == 0:
            raise StopIteration
        self.n -= 1
        return self.n


class Items:
    def __getitem__(self, index):
        if index > 1:
            raise IndexError("end")
        return index


def both():
    for i in Count(2):
        x = i
    for i in Items(): x = i
    return x


traced(both)
