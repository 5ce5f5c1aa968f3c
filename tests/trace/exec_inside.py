# Exec and eval in a traced function.
from _events import traced
import sys
from _events import traced


def run():
    names = {}
    exec("a = 1\nb = 2", names)
    c = eval("a + b", names)
    d = eval("[1,\n2]")
    exec(compile("e = 3", "other", "exec"), names)
    return c, d, names["e"]


traced(run)
