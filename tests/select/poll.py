# oracle: expected
# select: streams that are asked by their ioctl, and the standard streams.
import io, select, sys


class Stream(io.IOBase):
    def __init__(self, bits):
        self.bits = bits

    def ioctl(self, request, mask):
        print("  ioctl", request, mask)
        return self.bits & mask if self.bits >= 0 else self.bits


poller = select.poll()
a, b = Stream(select.POLLIN), Stream(select.POLLOUT)
poller.register(a)
poller.register(b, select.POLLIN)
print([(stream is a, events) for stream, events in poller.poll(0)])
poller.modify(b, select.POLLOUT)
print(len(poller.poll()), [events for _, events in poller.ipoll(10, 1)], poller.poll(0))
poller.unregister(a)
poller.unregister(b)
print(poller.poll(5))
for stream in (object(), Stream(-5)):
    try:
        poller.register(stream)
        poller.poll(0)
    except OSError as error:
        print("OSError", error.args[0])
try:
    select.poll().modify(a, 1)
except OSError as error:
    print("OSError", error.errno)
print([[item is sys.stdin for item in ready] for ready in select.select([sys.stdin], [sys.stdout], [], 1)])
print(sys.stdin.read(3), sys.stdin.buffer.read(2))
buffer = bytearray(b"....")
print(sys.stdin.buffer.readinto(buffer, 2), buffer)
print(select.POLLIN, select.POLLOUT, select.POLLERR, select.POLLHUP)
