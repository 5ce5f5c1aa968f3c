# The methods that all files share, on files of every kind.
import io
import os

path = "_methods_scratch"


def state(file):
    return file.readable(), file.writable(), file.seekable(), file.closed, file.isatty()


with open(path, "wb") as file:
    print(type(file) is io.BufferedWriter, state(file), file.mode, isinstance(file.fileno(), int))
    file.writelines([b"one\n", b"two\n"])
    print(file.tell(), file.truncate(6), file.seek(0, io.SEEK_END))
with open(path, "rb") as file:
    print(type(file) is io.BufferedReader, state(file), file.mode, file.raw.readable())
    print(file.read1(3), file.seek(-2, io.SEEK_CUR), file.readline(), file.seek(1, io.SEEK_SET), file.read())
    for attempt in (lambda: file.write(b"x"), lambda: file.truncate(1)):
        try:
            attempt()
        except (io.UnsupportedOperation, OSError) as error:
            print("unsupported")
with open(path, "r+b") as file:
    print(type(file) is io.BufferedRandom, state(file), file.read1(2))
with open(path, "rb", buffering=0) as file:
    print(type(file) is io.FileIO, file.readall(), file.mode, state(file))
with open(path, "w") as file:
    print(type(file) is io.TextIOWrapper, state(file), file.mode, file.errors, file.line_buffering, file.newlines)
    file.writelines(["a\n", "b\n"])
    print(file.truncate(2))
print(state(file)[3] if False else file.closed, os.stat(path)[6])
os.remove(path)

for memory in (io.BytesIO(b"abc"), io.StringIO("abc")):
    print(state(memory), memory.truncate(2), memory.getvalue(), io.IOBase.__name__)
    memory.seek(0, io.SEEK_END)
    memory.writelines([b"x", b"y"] if isinstance(memory, io.BytesIO) else ["x", "y"])
    print(memory.getvalue())
    try:
        memory.fileno()
    except io.UnsupportedOperation as error:
        print("no descriptor", isinstance(error, OSError), isinstance(error, ValueError))
    memory.close()
    print(memory.closed)
    try:
        memory.readable()
    except ValueError as error:
        print("closed file" in str(error))
buffer = io.BytesIO(b"hello")
view = buffer.getbuffer()
view[0] = 72
print(buffer.getvalue(), buffer.read1(2))
view.release()
print(io.DEFAULT_BUFFER_SIZE > 0, io.SEEK_SET, io.SEEK_CUR, io.SEEK_END)
