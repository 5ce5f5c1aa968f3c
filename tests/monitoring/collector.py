# oracle: expected
# A program that finds out which lines run, and tells each line once.
from _recorder import *


def classify(numbers):
    kinds = {}
    for n in numbers:
        if n < 0:
            kind = "negative"
        elif n == 0:
            kind = "zero"
        else:
            kind = "positive"
        kinds.setdefault(kind, []).append(n)
    return kinds


def primes(limit):
    found = []
    for n in range(2, limit):
        for p in found:
            if n % p == 0:
                break
        else:
            found.append(n)
    return found


def fibonacci(n):
    if n < 2:
        return n
    return fibonacci(n - 1) + fibonacci(n - 2)


class Stack:
    def __init__(self):
        self.items = []

    def push(self, item):
        self.items.append(item)

    def pop(self):
        try:
            return self.items.pop()
        except IndexError:
            return None


def program():
    result = [classify([1, 2, 0, 3]), primes(30), fibonacci(10)]
    s = Stack()
    s.push(1)
    result.append(s.pop())
    return result


file = program.__code__.co_filename
told = 0
lines = {}


def line(code, number):
    global told
    if code.co_filename == file and code.co_name != "<module>":
        told += 1
        lines.setdefault(code.co_name, set()).add(number - code.co_firstlineno)
    return m.DISABLE


def all_lines(code):
    first = code.co_firstlineno
    found = {number - first for _, _, number in code.co_lines() if number}
    return found - {0}


m.use_tool_id(m.COVERAGE_ID, "coverage")
m.register_callback(m.COVERAGE_ID, E.LINE, line)
m.set_events(m.COVERAGE_ID, E.LINE)
result = program()
first = told
again = program()
m.set_events(m.COVERAGE_ID, 0)
m.free_tool_id(m.COVERAGE_ID)
print(result == again, result)
codes = {function.__name__: function.__code__ for function in (classify, primes, fibonacci, program)}
codes.update({name: getattr(Stack, name).__code__ for name in ("__init__", "push", "pop")})
for name, code in codes.items():
    print(name, sorted(lines[name]), "missing", sorted(all_lines(code) - lines[name]))
# The second time nothing was told.
print(first > 20, told == first)
