# oracle: expected
# bdb: what has no breakpoint in its code is not traced; CPython's bdb traces all functions of the file.
import bdb
import sys


class Watch(bdb.Bdb):
    def trace_dispatch(self, frame, event, arg):
        result = bdb.Bdb.trace_dispatch(self, frame, event, arg)
        if event == "call":
            print("call", frame.f_code.co_name, "traced" if result else "at full speed")
        return result

    def user_line(self, frame):
        name = frame.f_code.co_name
        print("line", name, frame.f_lineno - frame.f_code.co_firstlineno)
        if name == "stops":
            # Who waits for this function runs already, and has no breakpoint.
            caller = frame.f_back
            print("caller", caller.f_code.co_name, caller.f_trace is not None)
            self.set_break(__file__, caller.f_code.co_firstlineno + 2)
            print("caller", caller.f_code.co_name, caller.f_trace is not None)
        self.set_continue()
        print(name, frame.f_trace is not None)


def plain():
    return 1


def stops():
    here = 2
    return here


def calls():
    value = plain() + stops()
    value += plain()
    return value


def main():
    def nested():
        return 4

    return calls() + nested()


watch = Watch()
watch.set_break(__file__, stops.__code__.co_firstlineno + 1)
print(watch.runcall(main))
watch.clear_all_breaks()
# The line of a nested function is not one of the function around it.
watch.set_break(__file__, main.__code__.co_firstlineno + 2)
print(watch.runcall(main))
