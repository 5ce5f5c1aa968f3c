# A trace function that wants nothing of most functions.
import sys

rows = []


def choose(frame, event, argument):
    rows.append((event, frame.f_code.co_name, frame.f_lineno))
    return choose if frame.f_code.co_name == "wanted" else None


def wanted(n):
    x = unwanted(n)
    return x


def unwanted(n):
    if n:
        return wanted(n - 1)
    return n


sys.settrace(choose)
unwanted(2)
sys.settrace(None)
print(*rows, sep="\n")
