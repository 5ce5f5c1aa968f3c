# oracle: expected
# Events in a callback, by sys.call_tracing; CPython 3.11 has a fault here that 3.12 mended.
import sys

def outer():
    depth = []
    def callback(frame, event, arg):
        if event == 'call' and frame.f_code.co_name == 'traced':
            sys.call_tracing(inner, ())
        elif event == 'call':
            depth.append(frame.f_code.co_name)
        return None
    def traced():
        return 1
    def inner():
        return 2
    sys.settrace(callback)
    traced()
    sys.settrace(None)
    print(depth)
outer()
