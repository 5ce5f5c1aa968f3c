# Struct objects and iter_unpack.
import struct

record = struct.Struct("<hB")
print(record.size, record.format, record.pack(1, 2), record.unpack(b"\x01\x00\x02"))
print(list(record.iter_unpack(b"\x01\x00\x02\x03\x00\x04")))
print(list(struct.iter_unpack(">H", b"\x00\x01\x00\x02")))
for function, data in ((record.iter_unpack, b"1234"), (record.unpack, b"12")):
    try:
        function(data)
    except struct.error as error:
        print("error")
