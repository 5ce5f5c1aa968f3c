# Jumps out of `try` statements and within them; into handlers they are refused.
import sys
from _jumper import show, show_all


def handlers(out, error):
    out.append(2)
    try:
        out.append(4)
        raise error
    except ValueError as e:
        out.append(7)
        out.append(str(e))
    except TypeError:
        out.append(10)
        out.append(11)
    else:
        out.append(13)
    out.append(14)


show_all(
    handlers,
    [(2, 4), (2, 5), (2, 6), (2, 7), (2, 9), (2, 11), (2, 13), (4, 2), (4, 3), (4, 8), (4, 13), (4, 14), (5, 14)],
    ValueError("text"),
)
show_all(
    handlers,
    [(6, 2), (6, 9), (6, 14), (7, 6), (7, 8), (7, 11), (8, 7), (8, 10), (7, 14), (8, 13), (8, 2)],
    ValueError("text"),
)
show_all(handlers, [(9, 14), (9, 6), (10, 11), (10, 14), (11, 10), (11, 4), (9, 10)], TypeError())


def bare(out):
    try:
        raise KeyError
    except:
        out.append(5)
        out.append(6)
    out.append(7)


show_all(bare, [(2, 5), (4, 5), (4, 6), (4, 7), (5, 7), (5, 6), (6, 5), (5, 2), (6, 4), (2, 4)])


def finals(out, fails):
    try:
        out.append(3)
        if fails:
            raise KeyError
    finally:
        out.append(7)
        out.append(8)
    out.append(9)


show_all(finals, [(2, 7), (2, 8), (3, 7), (3, 9), (7, 3), (7, 9), (8, 7), (8, 3), (9, 7), (9, 8), (9, 3)], False)
show_all(finals, [(5, 7), (5, 9), (7, 8), (7, 3), (7, 9), (8, 7), (8, 9), (8, 2)], True)


def nested(out):
    try:
        try:
            out.append(4)
            raise KeyError(1)
        except KeyError as error:
            try:
                raise TypeError(2)
            except TypeError:
                out.append(10)
                out.append(11)
            out.append(12)
            raise
        finally:
            out.append(15)
            out.append(16)
    except KeyError:
        out.append(18)
        out.append(19)
    out.append(20)


show_all(
    nested,
    [(4, 15), (4, 20), (4, 10), (8, 12), (10, 11), (10, 12), (10, 20), (11, 13), (11, 4), (12, 10), (12, 20), (13, 8), (15, 16), (16, 15), (15, 20), (18, 19), (18, 16), (19, 4), (20, 4), (20, 19)],
)


def current(out):
    try:
        raise KeyError
    except KeyError:
        out.append(5)
        out.append(6)
    out.append(type(sys.exc_info()[1]).__name__)
    try:
        raise
    except RuntimeError:
        out.append(11)


show_all(current, [(5, 6), (6, 5), (5, 3)])


def returning(out):
    for i in 1, 2:
        try:
            if i == 2:
                return out.append(5)
            out.append(6)
        finally:
            out.append(8)
            out.append(9)


show_all(returning, [(4, 6), (6, 9), (6, 5), (9, 6), (9, 8), (8, 2), (2, 8), (2, 9)])


def in_loops(out):
    for i in 1, 2:
        try:
            out.append(i)
            raise KeyError
        except KeyError:
            for j in 3, 4:
                out.append(j)
                out.append(9)
        out.append(10)
    out.append(11)


show_all(in_loops, [(4, 10), (8, 9), (8, 10), (8, 11), (8, 2), (9, 8), (10, 8), (10, 4), (7, 10), (11, 8), (11, 4), (4, 9)])
