# Runs a fixture, given by its path, while somebody watches it in the way that the first argument names.
def _watch(how, path):
    import micropython
    import sys

    def lines(frame, event, argument):
        return lines

    def calls(frame, event, argument):
        return None

    def opcodes(frame, event, argument):
        frame.f_trace_opcodes = True
        return opcodes

    count = 0

    def toggling(frame, event, argument):
        nonlocal count
        count += 1
        if count % 7 == 0:
            sys.settrace(None)
            micropython.schedule(again, None)
        if count % 5 == 0:
            frame.f_trace = None if frame.f_trace else toggling
        return toggling

    def again(_):
        sys.settrace(toggling)

    def profile(frame, event, argument):
        pass

    with open(path, "rb") as file:
        code = compile(file.read(), path, "exec")
    del sys.argv[:2]
    sys.path[0] = path.rpartition("/")[0]
    namespace = globals()
    del namespace["_watch"]
    namespace["__file__"] = path
    if how == "profile":
        sys.setprofile(profile)
    else:
        sys.settrace({"lines": lines, "calls": calls, "opcodes": opcodes, "toggling": toggling}[how])
    exec(code, namespace)


_watch(*__import__("sys").argv[1:3])
