# oracle: expected
# VfsFat on a device written in Python: files of all modes, directories, imports, errors, a full volume.
import os, sys, vfs
from _ram import RAM


def attempt(text):
    try:
        print(text, "->", eval(text))
    except OSError as error:
        print(text, "->", type(error).__name__, error.errno)


attempt("vfs.mount(RAM(64), '/fat')")
device = RAM(64)
vfs.VfsFat.mkfs(device)
fs = vfs.VfsFat(device)
print(fs.statvfs("/")[:5], fs.getcwd(), list(fs.ilistdir()))
vfs.mount(fs, "/fat")

with open("/fat/a long name.txt", "w") as file:
    print(file.write("eins\nzwei\ndrei\n"), file.tell(), file.name, file.mode, file.seekable(), file.readable())
with open("/fat/a long name.txt") as file:
    print(file.readline(), file.tell(), file.read(3), list(file), file.read())
with open("/fat/a long name.txt", "a+") as file:
    file.write("vier\n")
    file.seek(0)
    print(file.readlines())
with open("/fat/A LONG NAME.TXT", "rb") as file:
    print(file.read(4), file.seek(-5, 2), file.read(), file.seek(5), file.tell(), file.readline())
with open("/fat/a long name.txt", "r+b") as file:
    file.write(b"EINS")
    file.seek(15)
    print(file.read(2), file.truncate(9), file.seek(0, 2))
    file.seek(12)
    file.write(b"!")
print(open("/fat/a long name.txt", "rb").read(), os.stat("/fat/a long name.txt").st_size)
with open("/fat/ümlaut", "w", encoding="latin-1", newline="\r\n") as file:
    file.write("ä\nö\n")
print(open("/fat/ümlaut", "rb").read(), open("/fat/ümlaut", encoding="latin-1").read())
attempt("open('/fat/missing')")
attempt("open('/fat/ümlaut', 'x')")
attempt("open('/fat', 'w')")
attempt("open('/fat/a:b', 'w')")
attempt("open('/fat/no/file', 'w')")

# Directories.
os.mkdir("/fat/sub")
os.mkdir("/fat/sub/deeper folder")
with open("/fat/sub/module.py", "w") as file:
    file.write("name = __name__, __file__\n")
os.chdir("/fat/sub")
print(os.getcwd(), os.listdir(), os.listdir(".."), os.path.isdir("deeper folder"), os.path.isfile("module.py"))
sys.path.insert(0, "/fat/sub")
import module
print(module.name)
os.rename("module.py", "deeper folder/x.py")
os.rename("deeper folder", "../moved")
print(os.listdir(), os.listdir("/fat/moved"), os.listdir("/fat/moved/.."))
attempt("os.mkdir('/fat/sub')")
attempt("os.rmdir('/fat/moved')")
attempt("os.remove('/fat/moved')")
attempt("os.rmdir('/fat/ümlaut')")
attempt("os.rename('/fat/moved', '/fat/moved/inside')")
attempt("os.rename('/fat/nothing', '/fat/x')")
attempt("os.chdir('/fat/ümlaut')")
os.chdir("/")
print([entry for entry in os.ilistdir("/fat")])
print(fs.stat("/moved")[0] == 0x4000, len(fs.stat("/moved")), os.stat("/fat/moved/x.py").st_mode)

# A file that waits to be written is seen at once; two handles see one file.
one = open("/fat/shared", "w")
one.write("abc")
print(os.stat("/fat/shared")[6], open("/fat/shared").read())
os.remove("/fat/shared")
one.write("def")
attempt("one.flush()")
attempt("one.close()")

# Full.
def fill():
    with open("/fat/large", "wb") as file:
        for _ in range(100):
            file.write(b"x" * 1000)


attempt("fill()")
print(os.statvfs("/fat").f_bfree, os.stat("/fat/large").st_size > 20000)
os.remove("/fat/large")
print(os.statvfs("/fat").f_bfree > 40)
vfs.umount("/fat")

# The volume is on the device, and can be mounted for reading only.
vfs.mount(device, "/again", readonly=True)
print(os.listdir("/again"), open("/again/moved/x.py").read())
for text in ("open('/again/new', 'w')", "os.remove('/again/ümlaut')", "os.mkdir('/again/d')", "os.rmdir('/again/sub')",
             "os.rename('/again/sub', '/again/s')"):
    attempt(text)
vfs.umount("/again")


# Errors of the device come through.
class Failing(RAM):
    fails = None

    def readblocks(self, block, buffer):
        if self.fails == "raise":
            raise ZeroDivisionError("in the device")
        if self.fails == "number":
            return -19
        if self.fails == "resize":
            buffer[:] = bytes(1)
            return
        super().readblocks(block, buffer)

    def writeblocks(self, block, buffer):
        if self.fails == "write":
            return 5
        super().writeblocks(block, buffer)


device = Failing(100, 1024)
vfs.VfsFat.mkfs(device)
fs = vfs.VfsFat(device)
for fails in ("raise", "number", "resize", "write", None):
    device.fails = fails
    try:
        with fs.open("f", "w") as file:
            file.write("text")
        print(fails, "no error", fs.stat("f")[6])
    except Exception as error:
        print(fails, type(error).__name__, error)
