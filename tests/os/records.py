# What the operating system tells: files, systems, paths, the environment.
import os

folder = "_records_scratch"
os.makedirs(folder + "/a/b")
os.makedirs(folder + "/a/b", exist_ok=True)
try:
    os.makedirs(folder + "/a")
except OSError as error:
    print("exists", error.errno)
path = folder + "/file"
with open(path, "w") as file:
    file.write("12345")
stat = os.stat(path)
print(stat.st_size, stat.st_mode & 0o170000 == 0o100000, stat.st_nlink, stat.st_uid == os.stat(".").st_uid)
print(stat.st_ino > 0, stat.st_dev == os.stat(folder).st_dev, stat.st_gid == stat[5], stat.st_size == stat[6])
print(abs(stat.st_mtime - stat.st_ctime) < 10, stat.st_atime > 1e9, isinstance(stat, os.stat_result))
print(os.access(path, os.R_OK | os.W_OK), os.access(path, os.X_OK), os.access(folder + "/none", os.F_OK))
system = os.statvfs(".")
print(system.f_bsize > 0, system.f_frsize > 0, system.f_blocks >= system.f_bfree >= system.f_bavail)
print(system.f_files >= system.f_ffree >= system.f_favail, system.f_namemax >= 14, system.f_flag >= 0)
print(isinstance(system, os.statvfs_result))
name = os.uname()
print(name.sysname.lower(), len(name.nodename) > 0, len(name.machine) > 0, isinstance(name, os.uname_result))
os.remove(path)
for part in ("/a/b", "/a", ""):
    os.rmdir(folder + part)
print(os.curdir, os.pardir, os.sep, os.extsep, os.pathsep, repr(os.linesep), os.devnull)
os.sync()


class Path:
    def __fspath__(self):
        return "here"


print(os.fspath(Path()), os.fspath("there"), os.fspath(b"bytes"))
os.environ["AMPHIS_RECORD"] = "value"
print(os.environ["AMPHIS_RECORD"], "AMPHIS_RECORD" in os.environ)
del os.environ["AMPHIS_RECORD"]
print(os.environ.get("AMPHIS_RECORD"), os.getenv("AMPHIS_RECORD", "none"))
