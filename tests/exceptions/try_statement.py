# try with all its clauses, and how control leaves it.
def log(*args): print(*args, end="; ")
def run(f, *args):
    try:
        print("->", f(*args))
    except Exception as error:
        print("raised", type(error).__name__, error)
def all_clauses(x):
    try:
        log("try")
        if x == 1: raise ValueError("v")
        if x == 2: raise KeyError("k")
        if x == 3: raise OSError("o")
        if x == 4: return "from try"
    except ValueError:
        log("value")
    except (KeyError, IndexError) as e:
        log("lookup", e)
        return "from except"
    else:
        log("else")
    finally:
        log("finally")
    return "end"
for x in range(5): run(all_clauses, x)
def finally_wins():
    try: return 1
    finally: return 2
run(finally_wins)
def finally_drops():
    try: raise ValueError
    finally: return "dropped"
run(finally_drops)
def finally_break():
    for i in range(3):
        try: 1 / 0
        finally: break
    return i
run(finally_break)
def finally_continue():
    out = []
    for i in range(3):
        try:
            if i == 1: continue
            out.append(i)
        finally:
            out.append("f")
    return out
run(finally_continue)
def nested():
    try:
        try: raise ValueError("inner")
        finally: log("inner finally")
    except ValueError as e:
        log("outer", e)
        try: raise KeyError("second")
        except KeyError as e2: log(e2)
        return "ok"
run(nested)
def reraise():
    try:
        try: raise ValueError("again")
        except ValueError: log("seen"); raise
    finally: log("last")
run(reraise)
def raise_in_else():
    try: pass
    except ValueError: return "wrong"
    else: raise ValueError("else")
run(raise_in_else)
def raise_in_finally():
    try: raise ValueError("first")
    finally: raise KeyError("second")
run(raise_in_finally)
def finally_value():
    x = 1
    try: return x
    finally: x = 2
run(finally_value)
def bare():
    try: raise KeyboardInterrupt
    except: return "bare"
run(bare)
def not_matched():
    try: raise KeyboardInterrupt("k")
    except Exception: return "wrong"
try: not_matched()
except BaseException as e: print(repr(e))
def dynamic(kinds):
    try: raise IndexError("i")
    except kinds as e: return repr(e)
run(dynamic, LookupError); run(dynamic, (KeyError, IndexError)); run(dynamic, ()); run(dynamic, KeyError)
run(dynamic, 5); run(dynamic, (1,)); run(dynamic, "x"); run(dynamic, int)
def bare_raise(): raise
run(bare_raise)
for bad in ("raise 5", "raise 'text'", "raise int", "raise ValueError from 5", "raise None", "raise object()"):
    try: exec(bad)
    except TypeError as e: print(e)
class E1(Exception): pass
class E2(E1): pass
for kind in (E1, E2, E1("made"), E2):
    try: raise kind
    except E2 as e: print("E2", repr(e))
    except E1 as e: print("E1", repr(e))
def loops():
    for i in range(5):
        try:
            if i == 1: continue
            if i == 3: break
            log(i)
        except ValueError: pass
        else: log("else")
        finally: log("f")
    else: log("never")
    return i
run(loops)
def while_try():
    n = 0
    while True:
        try:
            n += 1
            if n < 3: raise ValueError
            return n
        except ValueError: continue
        finally: log("w", n)
run(while_try)
def generator():
    try: yield 1; yield 2
    except ValueError as e: log("gen", e); yield 3
    finally: log("gen finally")
g = generator(); next(g); run(g.throw, ValueError("t")); run(next, g)
try:
    try: raise ValueError(1)
    except ValueError as e: keep = e; raise KeyError(2)
except KeyError as e: print(repr(e), repr(e.__context__), e.__context__ is keep)
try: e
except NameError as n: print(n)
