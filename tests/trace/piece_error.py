# Modules that fail.
from _events import traced_code


traced_code("x = 1\ny = x / 0\nz = 2\n")
traced_code("try:\n    1 / 0\nfinally:\n    x = 1\n")
traced_code("def f():\n    raise KeyError('k')\nf()\n")
traced_code("class C:\n    x = missing\n")
