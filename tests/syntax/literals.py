# Number, string and bytes literals in all their spellings.
print(0, 00, 0_0, 7, 1_000_000)
print(0x1F, 0XabC, 0o17, 0O7_1, 0b101, 0B1111_0000)
print(1.5, 1., .5, 1e3, 1E-3, 1_0.2_5e1_0, 0e0, 00.5)
print(1j, 2.5J, 1e2j, 0j)
print('single', "double", '''triple
lines''', """say "hi" """)
print("a" 'b' """c""")
print(r"\n\t", R'\x', b"bytes\x00\xff", B'x', rb"\d", bR"\w", Rb'\s')
print("\a\b\f\v\0\1\12\123\x41\u00e9\U0001F40D".encode())
print("tab\tq\"q\'back\\slash")
print("line \
continued")
print('\101\60', b'\101\60')
print("caf\u00e9", "日本", len("日本"), len("\U0001F40D"))
print(10**20, 0xFFFFFFFFFFFFFFFFFFFF, 123456789012345678901234567890)
print(1if True else 2)
print([1, 2, 3,], (1,), (), {1: 2,}, {1,})
print(..., Ellipsis is ...)
print(None, True, False)
print("%d" % 3, "a" "b" * 2)
print(b"a" b"b", b"\n\\")
print("""\
start
end""")
print('''it's''', "'", '"')
print(-1, +1, ~1, not 1, - - 1, -2 ** 2, 2 ** -1)
