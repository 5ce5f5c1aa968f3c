# Exceptions that are no Exception.
from _events import traced
import sys
from _events import traced


def leave(kind):
    try:
        raise kind("bye")
    except Exception:
        x = 1
    finally:
        x = 2


def quits():
    sys.exit(3)


for kind in SystemExit, KeyboardInterrupt, GeneratorExit, BaseException:
    traced(leave, kind)
traced(quits)
