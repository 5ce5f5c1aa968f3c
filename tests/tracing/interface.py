# settrace, setprofile and frames, as CPython 3.11 has them
import sys
log=[]
def tr(frame, event, arg):
    log.append((event, frame.f_lineno, frame.f_code.co_name))
    return tr
def loop(n):
    for i in range(n):
        if i == 3:
            sys._getframe().f_trace = tr
            sys.settrace(tr)
        if i == 6:
            sys.settrace(None)
        if i == 8:
            sys.settrace(tr)
        x = i * 2
    return x
print(loop(10)); sys.settrace(None)
print(log); log.clear()
def below():
    f = sys._getframe(1)
    f.f_trace = tr
    sys.settrace(tr)
def up():
    a = 1
    below()
    b = 2
    c = [3]
    return a + b
up(); sys.settrace(None); print(log); log.clear()
def none(frame, event, arg):
    log.append((event, frame.f_code.co_name))
def fib(n):
    return n if n < 2 else fib(n-1) + fib(n-2)
sys.settrace(none); fib(4); sys.settrace(None); print(log); log.clear()
def bad(frame, event, arg):
    if event == 'line' and frame.f_lineno - frame.f_code.co_firstlineno == 2: raise ValueError('cb')
    return bad
def t():
    try:
        y = 1
    except ValueError as e:
        return str(e)
sys.settrace(bad); print(t()); print(sys.gettrace())
def badcall(frame, event, arg):
    raise KeyError('call')
sys.settrace(badcall)
try: t()
except KeyError as e: print('caught', e, e.__traceback__.tb_next.tb_frame.f_code.co_name)
print(sys.gettrace())
def g():
    x = 1
    y = yield x
    z = yield y
    return z
it = g(); next(it)
sys.settrace(tr); it.send(5); sys.settrace(None); print(log); log.clear()
try: it.send(6)
except StopIteration as e: print(e.value)
f = None
def keep(a):
    global f
    f = sys._getframe()
    b = a + 1
    def inner(): return a
    return b
keep(41); print(f.f_locals['a'], f.f_locals['b'], f.f_lineno, f.f_back is sys._getframe())
def wr():
    v = 1
    sys._getframe().f_locals['v'] = 99
    return v
print(wr() in (1, 99))
prof=[]
def pr(frame, event, arg):
    prof.append((event, frame.f_code.co_name, getattr(arg,'__name__',arg)))
sys.setprofile(pr)
def pp():
    len([1])
    [].append(2)
    try: int('x')
    except ValueError: pass
    try: [].pop()
    except IndexError: pass
    return sum(x for x in (1,2))
pp()
sys.setprofile(None); print(prof)
sys.settrace(42)
try: t()
except TypeError as e: print(e)
print(sys.gettrace())
print(len(sys._current_frames()), sys.getprofile())
frame = sys._getframe()
print(frame.f_trace, frame.f_trace_lines, frame.f_trace_opcodes, frame.f_builtins is __builtins__.__dict__, frame.f_globals is globals())
frame.f_trace_lines = False
frame.f_trace_lines = True
try:
    frame.f_trace_lines = 1
except TypeError as error:
    print(error)
try:
    frame.clear()
except RuntimeError as error:
    print(error)
try:
    sys._getframe(1000)
except ValueError as error:
    print(error)
def ended():
    value = [1]
    return sys._getframe()
frame = ended()
print(dict(frame.f_locals), frame.f_lasti >= 0)
frame.clear()
print(dict(frame.f_locals))
def suspended():
    x = 5
    yield sys._getframe()
iterator = suspended()
frame = next(iterator)
print(frame is iterator.gi_frame, frame.f_back, frame.f_lineno - iterator.gi_code.co_firstlineno)
frame.clear()
print(iterator.gi_frame, list(iterator))
def opcodes():
    return 1
def callback(frame, event, arg):
    if event == 'call':
        frame.f_trace_opcodes = True
    else:
        seen.add(event)
    return callback
seen = set()
sys.settrace(callback)
opcodes()
sys.settrace(None)
print(sorted(seen))
