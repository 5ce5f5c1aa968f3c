# Names and methods of arrays that are rarely used.
import array

print(array.ArrayType is array.array, all(code in array.typecodes for code in "bBhHiIlLqQfd"))
numbers = array.array("H", [1, 256, 0x1234])
numbers.byteswap()
print([hex(number) for number in numbers])
address, length = numbers.buffer_info()
print(isinstance(address, int), length, numbers.itemsize)
