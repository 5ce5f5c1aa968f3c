# Watches what runs next, as a debugger would. `sys.modules['_watched']` counts the events.
def _watch():
    import micropython
    import sys

    counts = sys.modules["_watched"] = [0]

    def toggling(frame, event, argument):
        counts[0] += 1
        if counts[0] % 7 == 0:
            sys.settrace(None)
            micropython.schedule(again, None)
        if counts[0] % 5 == 0:
            frame.f_trace = None if frame.f_trace else toggling
        return toggling

    def again(_):
        if "_watched" in sys.modules:
            sys.settrace(toggling)

    sys.settrace(toggling)


_watch()
del _watch
