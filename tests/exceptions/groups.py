# Exception groups and except*.
g = ExceptionGroup("message", [ValueError(1), TypeError("t"), ExceptionGroup("inner", [KeyError("k"), ValueError(2)])])
print(repr(g)); print(g); print(g.message, len(g.exceptions), type(g).__mro__[1].__name__)
print(isinstance(g, Exception), isinstance(BaseExceptionGroup("b", [KeyboardInterrupt()]), Exception))
print(type(BaseExceptionGroup("b", [ValueError()])).__name__)
match, rest = g.split(ValueError)
print(repr(match)); print(repr(rest))
print(repr(g.subgroup(KeyError))); print(g.subgroup(OSError))
print(repr(g.subgroup(lambda e: isinstance(e, (KeyError, TypeError)))))
print(repr(g.derive([OSError("d")])))
for args in ((), ("m",), ("m", []), ("m", [1]), (1, [ValueError()]), ("m", ValueError()), ("m", [KeyboardInterrupt()])):
    try: print(repr(ExceptionGroup(*args)))
    except Exception as e: print(type(e).__name__, e)
def handle(group):
    try:
        try: raise group
        except* ValueError as e: print("values", [repr(x) for x in e.exceptions])
        except* (TypeError, KeyError) as e: print("others", repr(e))
        else: print("else")
        finally: print("finally")
    except BaseException as e: print("left", repr(e))
handle(g)
handle(ExceptionGroup("os", [OSError("o"), ValueError("v")]))
handle(ExceptionGroup("only os", [OSError("o")]))
handle(ValueError("naked"))
handle(KeyError("naked"))
handle(OSError("naked"))
try: pass
except* ValueError: print("never")
else: print("else")
try:
    try: raise ExceptionGroup("g", [ValueError("a"), TypeError("b")])
    except* ValueError: raise KeyError("new")
except ExceptionGroup as e: print(repr(e))
try:
    try: raise ExceptionGroup("g", [ValueError("a")])
    except* ValueError: raise
except ExceptionGroup as e: print(repr(e))
try:
    try: raise ExceptionGroup("g", [ValueError("a"), OSError("b")])
    except* ValueError as e: raise e
except ExceptionGroup as e: print(repr(e))
def flow():
    out = []
    for i in range(2):
        try: raise ExceptionGroup("g", [ValueError(i)])
        except* ValueError as e: out.append(str(e.exceptions[0]))
    return out
print(flow())
try:
    try: raise ValueError
    except* ExceptionGroup: pass
except TypeError as e: print(e)
class MyGroup(ExceptionGroup):
    def derive(self, exceptions): return MyGroup(self.message, exceptions)
m = MyGroup("mine", [ValueError(1), KeyError(2)])
print(repr(m.split(ValueError)))
try: raise ExceptionGroup("x", [ExceptionGroup("y", [ValueError("deep")])])
except* ValueError as e: print(repr(e))
