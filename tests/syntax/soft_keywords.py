# Words that are keywords only in their place.
match = 1
case = 2
_ = 3
type = 4
print(match, case, _, type)
def match(case):
    return case + 1
print(match(1))
match (2)
print(match (2))
match[0:1] if False else None
class type_:
    match = 5
    case = 6
print(type_.match, type_().case)
print([match for match in range(3)])
match = {"case": 1}
print(match["case"])
match match:
    case {"case": case}:
        print("matched", case)
match -1:
    case -1:
        print("minus one")
match [1, 2]:
    case [a, b]:
        print(a, b)
match (1, 2), 3:
    case (a, b), c:
        print(a, b, c)
match *[1], 2:
    case x, y:
        print(x, y)
def f(match=1, *, case=2, type=3):
    return match, case, type
print(f(case=5, type=6, match=7))
import sys as match
print(match.__name__)
print = print
async_ = 1
print(async_)
