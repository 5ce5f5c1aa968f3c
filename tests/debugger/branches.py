# oracle: expected
# co_branches(): for each branch the lines of the branch, of what follows, and of where it jumps to.


def conditions(a, b):
    if a and b:
        x = 1
    elif (
        a
        or b
    ):
        x = 2
    return x


def loops(items):
    for item in items:
        if item:
            continue
        while item < 5:
            item += 1
            if item == 3:
                break
        else:
            item = 0
    while True:
        pass


def one_line(a):
    if a: return 1
    return 2 if a is None else 3


def show(function):
    code = function.__code__
    lines = [position[0] - code.co_firstlineno for position in code.co_positions()]
    print(function.__name__)
    for branch in code.co_branches():
        assert all(offset % 4 == 0 for offset in branch)
        print(*[lines[offset // 4] for offset in branch])


for function in (conditions, loops, one_line):
    show(function)
