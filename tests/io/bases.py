# All streams are instances of IOBase.
import io, sys
with open(__file__) as text, open(__file__, "rb") as binary, open(__file__, "rb", 0) as raw:
    for stream in (text, binary, raw, io.StringIO(), io.BytesIO(), sys.stdin, sys.stdout):
        print(isinstance(stream, io.IOBase), issubclass(type(stream), io.IOBase))
print(isinstance(1, io.IOBase), issubclass(io.BytesIO, io.IOBase))
class Own(io.BytesIO): pass
own = Own(b"a\nb")
print(isinstance(own, io.IOBase), isinstance(own, io.StringIO), own.readlines(), own.closed)
class Base(io.IOBase): pass
base = Base()
print(isinstance(base, io.BytesIO), base.closed, base.close(), base.closed)
