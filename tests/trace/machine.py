# A small program: a state machine of generators.
from _events import traced


def state_a(log):
    while True:
        event = yield
        log.append(("a", event))
        if event == "go":
            return "b"


def state_b(log):
    try:
        while True:
            event = yield
            if event == "stop":
                return None
    finally:
        log.append("left")


def machine(log):
    states = {"a": state_a, "b": state_b}
    name = "a"
    while name:
        name = yield from states[name](log)


def drive():
    log = []
    m = machine(log)
    next(m)
    for event in "x", "go", "y", "stop":
        try:
            m.send(event)
        except StopIteration:
            log.append("done")
    return log


traced(drive)
