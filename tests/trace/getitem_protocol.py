# Special methods of items and attributes.
from _events import traced


class Box:
    def __init__(self):
        object.__setattr__(self, "kept", {})

    def __getitem__(self, key):
        return self.kept[key]

    def __setitem__(self, key, value):
        self.kept[key] = value

    def __delitem__(self, key):
        del self.kept[key]

    def __setattr__(self, name, value):
        self.kept[name] = value

    def __delattr__(self, name):
        self.kept.pop(name)


def use():
    b = Box()
    b[1] = 2
    b[1] += 3
    b.x = 4
    c = b[1], b["x"]
    del b[1], b.x
    try:
        b[
            1
        ]
    except KeyError as error:
        d = error.args
    return c, d


traced(use)
