# Strings over several lines.
from _events import traced


def strings(a):
    b = """one
    two"""
    c = ("x"
         "y"
         "z")
    d = f"{a} {b}"
    e = f"""{a}
{b
 }
"""
    g = (f"{a}"
         f"{b}"
         "end")
    h = "%d %s" % (
        a,
        b,
    )
    i = "{} {}".format(
        a, b
    )
    return c, d, e, g, h, i


traced(strings, 1)
