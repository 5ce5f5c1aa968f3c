# oracle: expected
# pend_throw of MicroPython: an exception that is raised at the next resumption.
def g():
    while True:
        try: yield "value"
        except ValueError as e: print("caught", e)
a = g(); next(a); print(a.pend_throw(ValueError("pending"))); print(next(a)); a.pend_throw(ValueError("one")); print(a.pend_throw(None)); print(next(a))
b = g(); b.pend_throw(KeyError("at start"))
try: next(b)
except KeyError as e: print("raised", e)
