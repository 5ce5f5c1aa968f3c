# Jumps within straight code, and to lines that are not there.
from _jumper import show, show_all


def straight(out):
    out.append(2)
    out.append(3)

    out.append(5)
    # A comment.
    out.append(7)
    return len(out)


show_all(
    straight,
    [(2, 5), (3, 7), (5, 8), (2, 4), (2, 6), (7, 2), (8, 3), (3, 3), (5, 3), (2, 1), (7, 1), (2, 0), (2, -10), (2, 9), (2, 50)],
)


def several_lines(out):
    out.append(2)
    out.append(
        (
            4,
            len(out),
            out[0],
        )
    )
    out += [10]
    return out.append(
        11
    )


show_all(several_lines, [(2, 3), (2, 10), (10, 2), (3, 10), (3, 2), (10, 11), (11, 2), (11, 3)])


def branches(out, x):
    if x:
        out.append(3)
    elif x == 9:
        out.append(5)
    else:
        out.append(7)
    out.append(8)


show_all(branches, [(2, 3), (2, 5), (2, 7), (2, 8), (3, 5), (3, 7), (3, 4), (8, 2), (8, 3)], 1)
show_all(branches, [(4, 3), (7, 5), (7, 3), (2, 7)], 0)


def conditions(out, x):
    while x < 3 and (
        x != 7
    ):
        out.append(x)
        x += 1
    assert x
    del x
    x = 10
    pass
    global y
    y = x
    return y


show_all(conditions, [(2, 5), (2, 7), (5, 7), (6, 2), (7, 2), (10, 12), (7, 9), (12, 2)], 1)
