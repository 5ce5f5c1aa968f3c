# oracle: expected
# VfsRom: images in memory, read in place.
import os, sys, vfs
from _romfs import image, record


def attempt(text):
    try:
        print(text, "->", eval(text))
    except (OSError, TypeError) as error:
        print(text, "->", type(error).__name__, error.args[0])


data = b"contents that are elsewhere"
shared = record(2, data)
tree = {
    "module.py": b"name = __name__, __file__\n",
    "text": b"eins\nzwei\n",
    "empty": b"",
    "lib": {"deep": {"inner.py": b"import module\nvalue = module.name\n"}, "nothing": {}},
    "pointer": (len(data), len(shared) - len(data)),
    "outside": (1000000, 0),
}
rom = image(tree, shared)
fs = vfs.VfsRom(rom)
vfs.mount(fs, "/rom")
print(os.listdir("/rom"), os.listdir("/rom/lib"), os.listdir("/rom/lib/nothing"))
print(list(fs.ilistdir("/"))[1], list(fs.ilistdir(b"/lib"))[0])
print(tuple(os.stat("/rom/text")), os.stat("/rom/lib").st_mode, os.statvfs("/rom")[0])
with open("/rom/text") as file:
    print(file.readline(), file.read(), file.seek(0), list(file))
with open("/rom/text", "rb") as file:
    view = memoryview(file)
    print(file.read(3), file.seek(-2, 2), file.read(), bytes(view), len(view), view.readonly)
print(open("/rom/pointer", "rb").read(), open("/rom/empty").read() == "")

# A memoryview of a file is a view of the image.
memory = bytearray(rom)
inside = vfs.VfsRom(memoryview(memory))
view = memoryview(inside.open("/text", "rb"))
memory[rom.index(b"eins")] = 0x45
print(bytes(view[:4]), inside.open("text", "r").read(4))

sys.path[:0] = ["/rom", "/rom/lib"]
import module, deep.inner
print(module.name, deep.inner.value, deep.inner.__file__)

for text in ("open('/rom/missing')", "open('/rom/outside')", "open('/rom/lib')", "open('/rom/text', 'w')",
             "open('/rom/text/x')", "os.listdir('/rom/text')", "os.stat('/rom/lib/x')",
             "os.chdir('/rom/lib')", "os.getcwd()", "os.listdir()", "os.chdir('/rom/text')", "os.chdir('/rom')",
             "open('text').read(2)", "vfs.VfsRom(b'')", "vfs.VfsRom(b'RM1')", "vfs.VfsRom(rom[:-1])", "vfs.VfsRom(1)",
             "vfs.rom_ioctl(1)", "vfs.rom_ioctl(2, 0)"):
    attempt(text)
os.chdir("/")
vfs.umount("/rom")

# Damaged images give errors, nothing worse.
state = 1
for round in range(600):
    damaged = bytearray(rom)
    for _ in range(1 + round % 5):
        state = (state * 1103515245 + 12345) & 0x7FFFFFFF
        damaged[(state >> 8) % len(damaged)] = (state >> 4) & 0xFF
    try:
        fs = vfs.VfsRom(damaged)
        for entry in fs.ilistdir("/"):
            if entry[1] == 0x8000:
                fs.open(entry[0], "rb").read()
            else:
                list(fs.ilistdir(entry[0]))
        fs.stat("/lib/deep/inner.py")
    except (OSError, UnicodeError, ValueError):
        pass
print("done")
