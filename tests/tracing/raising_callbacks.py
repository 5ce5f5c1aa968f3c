# A callback that raises at each kind of event, in each kind of frame: what the program sees of it, and what is left.
import sys
out = []
class Boom(Exception): pass
class C:
    def __init__(self, x):
        out.append('init')
        self.x = x
    def __lt__(self, o):
        return self.x < o.x
keep = []
def held(generator):
    # No generator ends because nobody has it any more.
    keep.append(generator)
    return generator

def gen(n):
    try:
        for i in range(n):
            got = yield i
            out.append(got)
    except Boom:
        out.append('gen caught')
        raise
    finally:
        out.append('gen finally')
    return 5
def outer(n):
    r = yield from held(gen(n))
    out.append(r)
    yield r
def thrower():
    try:
        raise KeyError(1)
    except KeyError:
        out.append('caught')
    finally:
        out.append('fin')
    return 3
def nested():
    try:
        try:
            [].pop()
        finally:
            out.append('f1')
    except IndexError:
        out.append('f2')
def keyf(c):
    return c.x
def withs():
    class M:
        def __enter__(self): return 1
        def __exit__(self, *a):
            out.append(a[0])
            return False
    with M():
        out.append('body')
def program():
    c = C(1)
    sorted([C(2), C(1)])
    sorted([C(2), C(1)], key=keyf)
    for v in held(outer(2)): out.append(v)
    out.append(thrower())
    nested()
    withs()
    g = held(gen(3))
    next(g)
    try: g.throw(ValueError('thrown'))
    except ValueError: out.append('back')
    g = held(gen(3)); next(g); g.close()
    hasattr(c, 'nothing')
    out.append(list(map(keyf, [c])))
def run(evname, fname, k, use):
    count = [0]
    log = []
    def tr(frame, ev, arg):
        if frame.f_code.co_name in ('append',): return None
        log.append((frame.f_code.co_name, ev))
        if ev == evname and frame.f_code.co_name == fname:
            count[0] += 1
            if count[0] == k:
                log.append('BOOM')
                raise Boom(ev)
        return tr
    out.clear()
    if use == 't': sys.settrace(tr)
    else: sys.setprofile(tr)
    try:
        program()
        res = 'ok'
    except Boom as e:
        names = []
        t = e.__traceback__
        while t: names.append(t.tb_frame.f_code.co_name); t = t.tb_next
        res = ('boom', names)
    except BaseException as e:
        res = ('other', type(e).__name__)
    left = sys.gettrace() is None, sys.getprofile() is None
    sys.settrace(None); sys.setprofile(None)
    if use == 'p': log = [x for x in log if x[1] not in ('c_call','c_return','c_exception')]
    print(use, evname, fname, k, res, left, out, log[-3:])
for use, evs in (('t', ('call', 'line', 'return', 'exception')), ('p', ('call', 'return', 'c_call', 'c_return', 'c_exception'))):
  for ev in evs:
    for fn in ('program', '__init__', '__lt__', 'gen', 'outer', 'thrower', 'nested', 'keyf', 'withs', '__enter__', '__exit__', 'M'):
        for k in (1, 2, 3):
            run(ev, fn, k, use)
