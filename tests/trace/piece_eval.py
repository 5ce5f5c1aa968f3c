# Expressions, run with eval.
from _events import traced_code


traced_code("1 + 2", "eval")
traced_code("(a +\n b)", "eval", a=1, b=2)
traced_code("\n(lambda x:\n x)(3)", "eval")
traced_code("a if b else c", "eval", a=1, b=0, c=2)
traced_code("f(\n1\n)", "eval", f=abs)
