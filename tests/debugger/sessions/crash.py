def inner(a):
    b = a * 2
    return b / 0


def middle(x):
    y = x + 1
    return inner(y)


print("begin")
middle(1)
