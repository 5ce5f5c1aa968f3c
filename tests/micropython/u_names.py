# oracle: expected
# Modules with a leading u are the same modules.
import sys, usys, math, ustruct, struct, uio, io, uos, os, uerrno, errno, utime, time, urandom, random, ucollections, collections, uarray, array
print(usys is sys or usys.argv is sys.argv, ustruct.pack("<h", 1) == struct.pack("<h", 1), uio.StringIO("x").read(), uos.getcwd() == os.getcwd(), uerrno.ENOENT == errno.ENOENT, utime.time() > 0, callable(urandom.randint), ucollections.namedtuple("P", "x")(1).x, uarray.array("b", [1])[0])
from ucollections import deque, OrderedDict
print(deque((1,), 2)[0], OrderedDict([(1, 2)])[1])
