# Types and messages of errors: statements.
class C:
    x = 1
    __slots__ = ()
class D: pass
def f(a): pass
for case in ("(1,)[0] = 1", "'a'[0] = 'b'", "b'a'[0] = 1", "5[0] = 1", "del (1,)[0]", "None.x = 1", "(1).x = 1", "[1][3] = 1",
             "del [1][3]", "del {}['a']", "del 'a'[0]", "range(3)[0] = 1", "[][::2] = [1]", "[1, 2, 3][::2] = [1]", "[1][0:1] = 5",
             "bytearray(1)[0] = 256", "bytearray(1)[0] = 'a'", "import no_such", "from sys import no_such", "from no_such import x",
             "import sys.no_such", "f.__name__ = 5", "C().y = 1", "int.x = 1", "raise ValueError('own')",
             "assert 0, 'assertion'", "for x in 1: pass", "with 1: pass", "a, b = 1", "a, b = [1]", "a, b = 1, 2, 3", "x = 1; x()",
             "class X(int, str): pass", "class X(D, D): pass", "class X(bool): pass", "nothing_here", "del nothing_here",
             "def g():\n  print(v)\n  v = 1\ng()", "lambda: (yield)\nimport builtins.x"):
    try:
        exec(case)
        print(case, "= ok")
    except Exception as error:
        print(case.replace("\n", ";"), "!", type(error).__name__, error)
