# A condition that calls.
from _events import traced


items = [3, 2, 1]


def more():
    return len(items)


def drain():
    while more(): items.pop()
    items.extend("ab")
    while (more() and
            items[-1] != "a"):
        items.pop()
    while not more():
        pass
    return items


traced(drain)
