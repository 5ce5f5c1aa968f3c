# Runs a benchmark program some times with a callback of sys.settrace and prints the nanoseconds this took, and what the
# callback counted. Arguments: nobody, nothing, lines or calls; the number of runs; the program and its argument.
import sys
import time

counted = 0


def nothing(frame, event, argument):
    return None


def lines(frame, event, argument):
    global counted
    if event == "line":
        counted += 1
    return lines


def calls(frame, event, argument):
    global counted
    counted += 1


CALLBACKS = {"nobody": None, "nothing": nothing, "lines": lines, "calls": calls}


def main(kind, runs, file, size):
    with open(file) as stream:
        code = compile(stream.read(), file, "exec")
    sys.argv = [file, size]
    callback = CALLBACKS[kind]
    start = time.time_ns()
    for _ in range(runs):
        namespace = {"__name__": "__main__"}
        sys.settrace(callback)
        exec(code, namespace)
        sys.settrace(None)
    print(time.time_ns() - start, counted)


main(sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4])
