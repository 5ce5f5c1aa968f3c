# A frame shows no variable that was not assigned yet, though its register may hold what another call left.
import sys


def leave_values():
    a = b = c = d = e = f = ["left"]
    return [a, b, c, d, e, f]


def look(count):
    frame = sys._getframe()
    first = dict(frame.f_locals)
    for item in range(count):
        inside = item * 2
        second = sorted(frame.f_locals)
    late = 1
    return first, second, sorted(frame.f_locals), late


def fail():
    early = 1
    early.missing
    never = 2
    return never


for attempt in range(2):
    leave_values()
    first, second, third, late = look(2)
    print(sorted(first), second, third)
    leave_values()
    try:
        fail()
    except AttributeError as error:
        print(dict(error.__traceback__.tb_next.tb_frame.f_locals))
