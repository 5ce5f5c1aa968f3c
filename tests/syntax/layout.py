# Line joining, blank lines, comments, indentation of many kinds, semicolons.
x = 1; y = 2; print(x, y);
if x: print("one line")
if x:
  # a comment with its own indentation
        # another
  print("two spaces")

  print("after a blank line")
else:
	print("a tab")
total = (1 +
         2 +   # comment inside brackets
         3)
print(total)
values = [
    1,

    2,
    # comment
    3
]
print(values)
print(1 + \
      2)
def f(
    a,
    b = 2,
    *,
    c = 3,
): return (a,
b, c)
print(f(1))
class C: pass
class D: x = 1; y = 2
print(D.x + D.y)
for i in range(2): print(i); print(-i)
while x: x -= 1; print("loop")
try: raise ValueError
except ValueError: print("caught")
finally: print("finally")
with open(__file__) as file: print(file.readline()[:7])
if True:
    if True:
        if True:
            print("deep")
print("end") # trailing comment
if 0: pass
elif 0: pass
else: print("else")
lines = """if
    this is text
  not code"""
print(lines)
print({"a": 1,
       "b": 2}["b"])
print(f"""{
    1 + 1
}""")
def g():
    return (yield)
pass; pass
if True: pass; print('x')
# the last line has no newline at its end
print("last")
print('no newline')