# The hierarchy of builtin exceptions.
import builtins
names = [n for n in ("BaseException Exception ArithmeticError AssertionError AttributeError BaseExceptionGroup BlockingIOError "
  "BrokenPipeError BufferError BytesWarning ChildProcessError ConnectionAbortedError ConnectionError ConnectionRefusedError "
  "ConnectionResetError DeprecationWarning EOFError ExceptionGroup FileExistsError FileNotFoundError FloatingPointError FutureWarning "
  "GeneratorExit ImportError ImportWarning IndentationError IndexError InterruptedError IsADirectoryError KeyError KeyboardInterrupt "
  "LookupError MemoryError ModuleNotFoundError NameError NotADirectoryError NotImplementedError OSError OverflowError "
  "PendingDeprecationWarning PermissionError ProcessLookupError RecursionError ReferenceError ResourceWarning RuntimeError "
  "RuntimeWarning StopAsyncIteration StopIteration SyntaxError SyntaxWarning SystemError SystemExit TabError TimeoutError TypeError "
  "UnboundLocalError UnicodeDecodeError UnicodeEncodeError UnicodeError UnicodeTranslateError UnicodeWarning UserWarning ValueError Warning "
  "ZeroDivisionError").split()]
core = ("BaseException Exception ArithmeticError AssertionError AttributeError BaseExceptionGroup EOFError ExceptionGroup FileExistsError FileNotFoundError "
  "GeneratorExit ImportError IndentationError IndexError KeyError KeyboardInterrupt LookupError MemoryError ModuleNotFoundError NameError "
  "NotImplementedError OSError OverflowError RecursionError RuntimeError StopAsyncIteration StopIteration SyntaxError SystemExit TypeError "
  "UnboundLocalError UnicodeDecodeError UnicodeEncodeError UnicodeError ValueError ZeroDivisionError").split()
for name in core:
    kind = getattr(builtins, name)
    print(name, [base.__name__ for base in kind.__mro__[1:]])
others = [name for name in names if name not in core and hasattr(builtins, name)]
for name in others:
    kind = getattr(builtins, name)
    assert issubclass(kind, BaseException), name
    assert kind.__name__ == name
print(IOError is OSError, EnvironmentError is OSError)
for name in core:
    kind = getattr(builtins, name)
    if name.startswith("Unicode") and name != "UnicodeError" or name.endswith("Group"): continue
    try: raise kind("text")
    except kind as error: print(repr(error), error)
class Mine(ValueError, KeyError): pass
for base in (ValueError, LookupError, Exception):
    try: raise Mine("m")
    except base as e: print(base.__name__, repr(e))
