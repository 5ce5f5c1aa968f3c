# partialmethod, singledispatch, cached_property and what wraps copies.
import functools


class Cell:
    def __init__(self):
        self.state = False
        self.computed = 0

    def set_state(self, state, *, note=""):
        self.state = state
        return note

    set_alive = functools.partialmethod(set_state, True, note="alive")

    @functools.cached_property
    def heavy(self):
        self.computed += 1
        return self.computed

    @functools.singledispatchmethod
    def show(self, value):
        return "other"

    @show.register
    def _(self, value: int):
        return "int"

    @show.register(str)
    def _(self, value):
        return "str"


cell = Cell()
print(cell.set_alive(), cell.state)
print(cell.heavy, cell.heavy, cell.computed, type(Cell.__dict__["heavy"]).__name__, Cell.heavy.attrname)
print(cell.show(1), cell.show("a"), cell.show(1.5))


@functools.singledispatch
def describe(value):
    return "object"


@describe.register(list)
def _(value):
    return "list"


@describe.register
def _(value: bool):
    return "bool"


print(describe([]), describe(True), describe(3), describe.dispatch(list)([]))
print(functools.WRAPPER_ASSIGNMENTS[:3], functools.WRAPPER_UPDATES)
