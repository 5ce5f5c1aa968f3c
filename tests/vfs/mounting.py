# oracle: expected
# File systems written in Python: which paths go where, and which errors come back.
import io, os, vfs


class Reader(io.IOBase):
    def __init__(self, data):
        self.data, self.at = data, 0

    def readinto(self, buffer):
        count = min(len(buffer), len(self.data) - self.at)
        buffer[:count] = self.data[self.at:self.at + count]
        self.at += count
        return count

    def ioctl(self, request, argument):
        print("  ioctl", request, argument)
        return 16 if request == 11 else 0


class Watched:
    def __init__(self, name, files=()):
        self.name, self.files = name, dict(files)

    def __getattr__(self, method):
        if method not in ("mount", "umount", "mkdir", "rmdir", "remove", "rename", "statvfs", "chdir"):
            raise AttributeError(method)

        def call(*arguments):
            print(" ", self.name, method, *arguments)

        return call

    def getcwd(self):
        return "/inner"

    def ilistdir(self, path):
        print(" ", self.name, "ilistdir", repr(path))
        return iter([(name.lstrip("/"), 0x8000, 0, len(data)) for name, data in self.files.items()])

    def stat(self, path):
        if path in self.files:
            return (0x8000, 0, 0, 0, 0, 0, len(self.files[path]), 0, 0, 0)
        raise OSError(2)

    def open(self, path, mode):
        print(" ", self.name, "open", path, mode)
        return Reader(self.files[path])


def attempt(text):
    try:
        print(text, "->", eval(text))
    except OSError as error:
        print(text, "->", type(error).__name__, error.errno)


start = os.getcwd()
a = Watched("a", {"/one.py": b"value = 1\n", "/two.txt": b"zwei\n"})
b = Watched("b")
vfs.mount(a, "/a")
os.mount(b, "/b/", readonly=True)
print(sorted(point for _, point in vfs.mount()))
print(os.getcwd() == start, "a" in os.listdir("/"), "b" in os.listdir("/"))
attempt("os.listdir('/a')")
attempt("list(os.ilistdir('/a'))")
attempt("os.stat('/a/two.txt').st_size")
attempt("os.stat('/a/three')")
attempt("os.mkdir('/a/d')")
attempt("os.mkdir('/a')")
attempt("os.rmdir('/a/d')")
attempt("os.remove('/a/f')")
attempt("os.rename('/a/f', '/a/g')")
attempt("os.rename('/a/f', '/b/f')")
attempt("os.statvfs('/b/x')")
attempt("os.path.isfile('/a/two.txt'), os.path.isdir('/a/two.txt'), os.path.exists('/b/x')")
attempt("os.path.getsize('/a/two.txt')")
attempt("vfs.mount(Watched('c'), '/a')")
attempt("vfs.mount(Watched('c'), 'relative')")
attempt("vfs.mount(object(), '/c')")
attempt("vfs.umount('/nothing')")
attempt("os.chdir('/a')")
attempt("os.getcwd()")
attempt("os.listdir()")
attempt("os.remove('f')")
attempt("os.path.abspath('f')")
attempt("os.chdir('/b/sub')")
attempt("os.getcwd()")
os.chdir(start)

import sys
sys.path.insert(0, "/a")
import one
print(one.value, one.__file__)
with open("/a/two.txt", "rb") as file:
    buffer = bytearray(3)
    print(file.readinto(buffer), buffer, isinstance(file, io.IOBase))
attempt("vfs.umount('/a')")
attempt("os.umount(b)")
attempt("os.listdir('/a')")
print([point for _, point in vfs.mount()])

# Without a root there are mount points only.
vfs.umount("/")
attempt("os.getcwd()")
attempt("os.listdir()")
attempt("os.listdir('/')")
attempt("os.stat('/')[0]")
attempt("os.statvfs('/')[9] >= 32")
attempt("os.stat('/x')")
attempt("open('/x')")
attempt("os.mkdir('x')")
attempt("os.remove('/')")
vfs.mount(Watched("root", {"/f": b""}), "/")
vfs.mount(Watched("deep"), "/deep")
vfs.mount(Watched("deeper"), "/deep/er")
attempt("os.listdir('/')")
attempt("os.listdir('/deep/er/x')")
attempt("os.listdir('/deep/erx')")
attempt("os.listdir('/deeper')")
attempt("os.chdir('/')")
attempt("os.getcwd()")
