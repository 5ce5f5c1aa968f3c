# What is put into os.environ is what getenv and commands see.
import os
os.environ["AMPHIS_SET"] = "one"
print(os.getenv("AMPHIS_SET"), os.system("test \"$AMPHIS_SET\" = one"))
os.environ["AMPHIS_SET"] += " two"
print(os.environ.get("AMPHIS_SET"), os.system("test \"$AMPHIS_SET\" = 'one two'"))
del os.environ["AMPHIS_SET"]
print(os.getenv("AMPHIS_SET"), os.getenv("AMPHIS_SET", "gone"), os.system("test -z \"$AMPHIS_SET\""))
print(os.getenv("PATH") == os.environ["PATH"], "PATH" in os.environ, len(os.environ) > 1)
names = os.uname()
print(names.sysname, names[0] == names.sysname, len(names), all(isinstance(name, str) for name in names))
print(names.machine == os.uname()[4], names.release != "", names.version != "")
