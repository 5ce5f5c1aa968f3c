# oracle: expected
# Tracebacks as text: chains, nested functions, exec, messages of several kinds.
import sys, io
def text(f, *args):
    try: f(*args)
    except BaseException as e:
        s = io.StringIO(); sys.print_exception(e, s)
        lines = s.getvalue().rstrip("\n").split("\n")
        print(len(lines), lines[0]); print(lines[-1])
        for line in lines[1:-1]:
            print("   ", line[line.index('",') + 2:] if '",' in line else line)
def one(): raise ValueError("one")
def two(): one()
text(one); text(two); text(lambda: {}["k"]); text(lambda: [].x)
def empty(): raise KeyError
text(empty)
class Own(Exception): pass
def own(): raise Own("own", 5)
text(own)
class Quiet(Exception):
    def __str__(self): return ""
def quiet(): raise Quiet
text(quiet)
text(lambda: exec("\n\nnope"))
def gen():
    yield 1
    1 // 0
text(lambda: list(gen()))
def stop(): sys.exit(3)
text(stop)
