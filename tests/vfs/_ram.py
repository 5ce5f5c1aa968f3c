# A block device in memory.


class RAM:
    def __init__(self, blocks, size=512):
        self.size, self.data = size, bytearray(blocks * size)

    def readblocks(self, block, buffer):
        start = block * self.size
        buffer[:] = self.data[start:start + len(buffer)]

    def writeblocks(self, block, buffer):
        start = block * self.size
        self.data[start:start + len(buffer)] = buffer

    def ioctl(self, request, argument):
        return {4: len(self.data) // self.size, 5: self.size}.get(request)
