# oracle: expected
# Very deep nesting is an error, not a crash.
def attempt(name, source, mode="exec"):
    try:
        compile(source, "<deep>", mode)
        print(name, "compiles")
    except (SyntaxError, RecursionError, MemoryError) as e:
        print(name, "refused")
n = 100000
attempt("parentheses", "(" * 1000000)
attempt("closed parentheses", "(" * n + "1" + ")" * n)
attempt("brackets", "[" * n + "]" * n)
attempt("braces", "{" * n + "}" * n)
attempt("calls", "f(" * n + ")" * n)
attempt("unary", "-" * n + "1")
attempt("not", "not " * n + "1")
attempt("power", "1" + "**1" * n)
attempt("lambda", "lambda: " * n + "1")
attempt("conditional", "1 if 1 else " * n + "1")
attempt("blocks", "".join(" " * i + "if x:\n" for i in range(3000)) + " " * 3000 + "pass\n")
attempt("functions", "".join(" " * i + "def f():\n" for i in range(3000)) + " " * 3000 + "pass\n")
attempt("f-string", "f'{" * 1000 + "1" + "}'" * 1000)
attempt("comprehensions", "[x for x in " * n + "y" + "]" * n)
attempt("patterns", "match x:\n  case " + "[" * n + "]" * n + ": pass")
attempt("targets", "(" * n + "x" + ")" * n + " = 1")
attempt("shallow", "(" * 20 + "1" + ")" * 20)
attempt("long sum", "1" + "+1" * 300)
attempt("long list", "[" + "1," * 20000 + "]")
attempt("long string", "'" + "x" * 100000 + "'")
attempt("elif", "if x: pass\n" + "elif x: pass\n" * 500)
