# oracle: expected
# os as MicroPython has it.
import os
d = "_scratch_ilistdir"
try: os.mkdir(d)
except OSError: pass
with open(d + "/f", "w") as f: f.write("xyz")
print(sorted((e[0], e[1]) for e in os.ilistdir(d)), {len(e) >= 3 for e in os.ilistdir(d)}, len(list(os.ilistdir())) > 0)
os.remove(d + "/f"); os.rmdir(d)
os.putenv("AMPHIS_TEST", "value"); print(os.getenv("AMPHIS_TEST")); os.unsetenv("AMPHIS_TEST"); print(os.getenv("AMPHIS_TEST"))
print(os.sep, isinstance(os.errno(), int))
