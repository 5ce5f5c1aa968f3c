# oracle: expected
# VfsPosix: the host's files, and a directory of them, as file systems.
import os, vfs

scratch = "_scratch_posix"
for name in ("sub/f", "g"):
    try:
        os.remove(scratch + "/" + name)
    except OSError:
        pass
for name in (scratch + "/sub", scratch):
    try:
        os.rmdir(name)
    except OSError:
        pass
os.mkdir(scratch)
start = os.getcwd()


def attempt(text):
    try:
        print(text, "->", eval(text))
    except OSError as error:
        print(text, "->", type(error).__name__, error.errno)


fs = vfs.VfsPosix(scratch)
fs.mkdir("/sub")
with fs.open("/sub/f", "w") as file:
    print(file.write("text"))
print(sorted(entry[:2] for entry in fs.ilistdir("/")), fs.stat("/sub/f")[6], fs.statvfs("/")[0] > 0)
fs.rename("/sub/f", "/g")
print(os.listdir(scratch + "/sub"), open(scratch + "/g").read())
fs.chdir("/sub")
print(fs.getcwd(), os.getcwd() == start + "/" + scratch + "/sub")
os.chdir(start)

vfs.mount(fs, "/part")
print(sorted(os.listdir("/part")), open("/part/g").read(), open("/part/g", "rb").read(2))
os.chdir("/part/sub")
print(os.getcwd(), os.path.exists("../g"))
os.rename("/part/g", "/part/sub/f")
print(os.listdir())
os.remove("f")
os.chdir("/")
print(os.getcwd(), "part" in os.listdir("/"), os.stat("/")[0] & 0o170000 == 0o040000)
os.chdir(start)
vfs.umount("/part")

# Read-only.
with open(scratch + "/g", "w") as file:
    file.write("0")
vfs.mount(vfs.VfsPosix(start + "/" + scratch), "/part", readonly=True)
for text in ("os.mkdir('/part/x')", "os.rmdir('/part/sub')", "os.remove('/part/g')", "os.rename('/part/g', '/part/h')",
             "open('/part/g', 'a')", "open('/part/new', 'w')", "open('/part/g').read()", "os.listdir('/part')[0] in 'gsub'",
             "open('/part/missing')", "open('/part/sub')"):
    attempt(text)
vfs.umount("/part")
fs = vfs.VfsPosix(scratch)
fs.remove("/g")
fs.rmdir("/sub")
os.rmdir(scratch)
print(os.VfsPosix is vfs.VfsPosix, vfs.VfsPosix().getcwd() == start)
