# Flow of control through finally: return, break, continue, raise, in loops, generators and with.
def a():
    for i in range(5):
        try:
            try:
                if i == 1: continue
                if i == 3: return "ret %d" % i
            finally: print("inner", i, end=" ")
        finally: print("outer", i, end=" ")
print(a())
def b():
    while True:
        try: return 1
        finally: break
    return 2
print(b())
def c():
    try:
        try: raise ValueError("1")
        finally:
            try: raise KeyError("2")
            except KeyError as e: print("swallowed", repr(e.__context__), end=" ")
    except ValueError as e: return repr(e), e.__context__
print(c())
def d():
    try:
        try: 1 / 0
        except ZeroDivisionError: raise ValueError("v")
        finally: print("f", end=" ")
    except ValueError as e: return repr(e.__context__)
print(d())
def e():
    for i in range(3):
        for j in range(3):
            try:
                if j == 1: break
                print(i, j, end=" ")
            finally:
                if i == 1: continue
        else: print("else", end=" ")
    return "end"
print(e())
def f():
    try: return [print("value", end=" "), 1][1]
    finally: print("after value", end=" ")
print(f())
def g():
    x = [1]
    try: return x
    finally: x.append(2); x = None
print(g())
def h():
    try: yield 1; yield 2
    finally:
        print("cleanup", end=" ")
        try: yield 3
        finally: print("deep", end=" ")
print(list(h())); i = h(); next(i)
try: i.throw(ValueError("t"))
except ValueError: print("unexpected")
print(next(i, "none") if False else "", end="")
try: next(i)
except ValueError as err: print("re-raised", err)
def j():
    try:
        try: raise ValueError("a")
        except ValueError: return "returned"
        finally: print("f1", end=" ")
    finally: print("f2", end=" ")
print(j())
def k():
    r = []
    for x in range(4):
        try:
            if x == 2: raise ValueError
            r.append(x)
        except ValueError: r.append("except"); continue
        else: r.append("else")
        finally: r.append("finally")
        r.append("tail")
    return r
print(k())
class M:
    def __init__(self, n, s=False): self.n, self.s = n, s
    def __enter__(self): return self
    def __exit__(self, *a): print("exit", self.n, a[0] and a[0].__name__, end=" "); return self.s
def l():
    for x in range(3):
        with M(x):
            if x == 0: continue
            with M("in"):
                if x == 1: break
    try:
        with M("r"): return "with return"
    finally: print("fin", end=" ")
print(l())
def m():
    with M("swallow", True): raise ValueError
    return "after"
print(m())
def n():
    try:
        try: raise ValueError("first")
        except ValueError as err:
            try: raise KeyError("second")
            finally: print(err, end=" ")
    except KeyError as err: return repr(err.__context__)
print(n())
def o():
    try:
        for q in range(2):
            try: raise ValueError(q)
            except ValueError as err:
                if q == 0: continue
                raise
    except ValueError as err: return err.args
print(o())
def p(depth):
    try:
        if depth: return p(depth - 1)
        raise KeyError("deep")
    finally: print(depth, end=" ")
try: p(3)
except KeyError as err: print(err)
def q():
    import sys
    try: raise ValueError("outer")
    except ValueError:
        try: raise KeyError("inner")
        except KeyError: print(sys.exc_info()[0].__name__, end=" ")
        print(sys.exc_info()[0].__name__, end=" ")
        def r(): print(sys.exc_info()[0].__name__, end=" ")
        r()
    print(sys.exc_info()[0])
q()
def s():
    try: raise ValueError
    except (KeyError, ValueError): return "tuple"
    finally:
        for t in range(2):
            if t: break
print(s())
