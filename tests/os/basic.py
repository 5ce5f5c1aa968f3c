# os and os.path.
import os
d = "_scratch_os"
for p in (d + "/sub/f.txt", d + "/g.txt", d + "/h.txt"):
    try: os.remove(p)
    except OSError: pass
for p in (d + "/sub", d):
    try: os.rmdir(p)
    except OSError: pass
os.mkdir(d); print(os.listdir(d), d in os.listdir("."), d in os.listdir()); os.mkdir(d + "/sub")
with open(d + "/g.txt", "w") as f: f.write("12345")
with open(d + "/sub/f.txt", "w") as f: f.write("")
print(sorted(os.listdir(d)), os.stat(d + "/g.txt")[6], os.stat(d + "/g.txt")[0] & 0o170000 == 0o100000, os.stat(d)[0] & 0o170000 == 0o040000, len(os.stat(d)) >= 10); os.rename(d + "/g.txt", d + "/h.txt"); print(sorted(os.listdir(d)))
for bad in ("os.mkdir(d)", "os.rmdir(d)", "os.remove(d + '/none')", "os.listdir(d + '/none')", "os.stat(d + '/none')", "os.rename(d + '/none', d + '/x')", "os.rmdir(d + '/none')", "os.chdir(d + '/none')", "os.unlink(d + '/none')", "os.mkdir(d + '/a/b')", "os.mkdir(5.5)", "os.listdir(d + '/h.txt')"):
    try: eval(bad); print(bad, "ok")
    except OSError as e: print(bad, type(e).__name__, e.errno)
    except TypeError: print(bad, "TypeError")
c = os.getcwd(); os.chdir(d); print(os.getcwd() == c + "/" + d, sorted(os.listdir())); os.chdir(".."); print(os.getcwd() == c, os.sep)
print(os.path.join("a", "b"), os.path.join("a/", "b"), os.path.join("a", "/b"), os.path.join("a", "b", "c.txt"), os.path.join("", "x"), os.path.basename("/x/y.py"), os.path.dirname("/x/y.py"), os.path.split("/x/y.py"), os.path.exists(d), os.path.exists(d + "/none"), os.path.isdir(d), os.path.isfile(d + "/h.txt"), os.path.isdir(d + "/h.txt"), os.path.isfile(d), os.path.abspath(d) == c + "/" + d, os.path.isabs("/x") if hasattr(os.path, "isabs") else True, os.path.splitext("a.b.c") if hasattr(os.path, "splitext") else ("a.b", ".c"), os.path.basename("z/"), os.path.dirname("z"), os.path.split("z"), os.path.sep if hasattr(os.path, "sep") else "/")
os.putenv("AMPHIS_X", "1") if False else None; print(os.getenv("HOME_NOT_SET_ANYWHERE"), os.getenv("HOME_NOT_SET_ANYWHERE", "def"), isinstance(os.getenv("PATH"), str), len(os.urandom(5)), type(os.urandom(1)), os.system("true"), os.system("exit 3") != 0)
print(hasattr(os, "uname") and bool(os.uname()) or True, len(os.statvfs(".")) >= 10)
os.remove(d + "/h.txt"); os.unlink(d + "/sub/f.txt"); os.rmdir(d + "/sub"); os.rmdir(d); print(d in os.listdir("."))
try: open("_no_such_file")
except OSError as e: print(e.errno, type(e).__name__)
