# A match statement where nothing matches, and one in few lines.
from _events import traced


def match_nothing(x):
    match x:
        case 1: pass
        case 2: return "two"
        case 3:
            pass
    match x:
        case _: y = 1
    match x:
        case z: y = z
    for i in x, 1:
        match i:
            case 1: continue
            case _: break
    return y


for value in 1, 2, 3, 4:
    traced(match_nothing, value)
