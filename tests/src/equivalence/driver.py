# Runs one program and tells what came of it. The same text runs on Amphis and on CPython.
import sys

FILE = 'program.py'
MOST_EVENTS = 20000


def plain(value, depth=2):
    # A value as text, without running any code of the program.
    kind = type(value)
    if value is None or kind in (bool, int, float, str, bytes):
        return repr(value)
    if kind in (list, tuple) and depth:
        return kind.__name__ + '(' + ', '.join([plain(item, depth - 1) for item in value[:9]]) + ')'
    if kind is dict and depth:
        pairs = [plain(key, 0) + ': ' + plain(item, depth - 1) for key, item in list(value.items())[:9]]
        return '{' + ', '.join(pairs) + '}'
    if isinstance(value, type):
        return 'class ' + value.__name__
    return kind.__name__


def traceback_lines(error):
    # Comprehensions have no entry of their own in tracebacks from 3.12 on.
    lines = []
    entry = error.__traceback__
    while entry is not None:
        code = entry.tb_frame.f_code
        if code.co_filename == FILE and not code.co_name.endswith('comp>'):
            lines.append(code.co_name + ':' + str(entry.tb_lineno))
        entry = entry.tb_next
    return ' '.join(lines)


def ending(error):
    if error is None:
        return 'ended'
    try:
        text = str(error)
    except BaseException as other:
        text = 'no text: ' + type(other).__name__
    chain = []
    for name in ('__context__', '__cause__'):
        other = getattr(error, name)
        chain.append(type(other).__name__ + ' ' + (traceback_lines(other) if other is not None else ''))
    return '\n'.join([type(error).__name__ + ': ' + text, traceback_lines(error)] + chain)


def namespace_text(namespace):
    lines = []
    for name in sorted(namespace):
        if not name.startswith('__'):
            lines.append(name + ' = ' + plain(namespace[name]))
    return '\n'.join(lines)


class Events:
    # A trace function that keeps each event as a line of text, and answers as the mode says: it traces all frames (0), no
    # frame but by `call` (1), some of them (2), or no longer the frame after some lines (3).
    def __init__(self, mode):
        self.lines = []
        self.mode = mode
        self.count = 0

    def __call__(self, frame, event, arg):
        code = frame.f_code
        # Comprehensions have no frame of their own from 3.12 on.
        if code.co_filename != FILE or code.co_name.endswith('comp>'):
            return None
        self.count += 1
        if len(self.lines) < MOST_EVENTS:
            if event == 'exception':
                arg = arg[0].__name__
            else:
                arg = plain(arg)
            self.lines.append(event + ' ' + str(frame.f_lineno) + ' ' + code.co_name + ' ' + arg)
        if event == 'call':
            if self.mode == 1 or (self.mode == 2 and self.count % 3 == 0):
                return None
        elif self.mode == 3 and self.count % 5 == 0:
            frame.f_trace = None
            return None
        return self


class Profile:
    # A profile function that keeps events. Those of builtin functions depend on what is builtin.
    def __init__(self):
        self.lines = []

    def __call__(self, frame, event, arg):
        code = frame.f_code
        if code.co_filename != FILE or code.co_name.endswith('comp>') or len(self.lines) >= MOST_EVENTS:
            return
        if event not in ('call', 'return'):
            return
        self.lines.append(event + ' ' + str(frame.f_lineno) + ' ' + code.co_name + ' ' + plain(arg))


class Switch:
    # A scheduled callback that turns tracing on and off at pseudo-random polls, and schedules itself again. When it turns
    # tracing on, the frames that run already are traced too, or the innermost one, or none.
    def __init__(self, seed, tracer, schedule):
        self.state = seed * 7919 + 1
        self.tracer = tracer
        self.schedule = schedule
        self.left = 1

    def random(self, count):
        self.state = (self.state * 1103515245 + 12345) & 0x7fffffff
        return (self.state >> 16) % count

    def __call__(self, argument):
        if self.schedule is None:
            return
        self.left -= 1
        if self.left <= 0:
            self.left = 1 + self.random(6)
            self.switch(sys._getframe().f_back)
        self.schedule(self, None)

    def switch(self, frame):
        tracer = None if sys.gettrace() is not None else self.tracer
        which = self.random(3)
        while frame is not None and which:
            if frame.f_code.co_filename == FILE:
                frame.f_trace = tracer
                if which == 1:
                    break
            frame = frame.f_back
        sys.settrace(tracer)

    def stop(self):
        self.schedule = None


class Monitor:
    # A tool of `sys.monitoring` with a callback for every event. With `disable` some places are disabled.
    def __init__(self, disable):
        self.lines = []
        self.disable = disable
        self.names = [name for name in sorted(dir(sys.monitoring.events)) if name.isupper() and name != 'NO_EVENTS']

    def start(self):
        monitoring = sys.monitoring
        monitoring.use_tool_id(3, 'equivalence')
        wanted = 0
        for name in self.names:
            event = getattr(monitoring.events, name)
            monitoring.register_callback(3, event, self.callback(name))
            if name not in ('C_RETURN', 'C_RAISE'):
                wanted |= event
        monitoring.set_events(3, wanted)

    def stop(self):
        sys.monitoring.set_events(3, 0)
        sys.monitoring.free_tool_id(3)

    def callback(self, name):
        may_disable = name in ('PY_START', 'LINE', 'INSTRUCTION', 'JUMP', 'BRANCH', 'PY_RETURN', 'CALL')

        def called(code, *rest):
            if code.co_filename != FILE:
                return None
            if len(self.lines) < MOST_EVENTS:
                rest = ' '.join([plain(value) for value in rest])
                self.lines.append(name + ' ' + code.co_name + ' ' + rest)
            if self.disable and may_disable and len(self.lines) % 3 == 0:
                return sys.monitoring.DISABLE
            return None
        return called


def watcher(mode, events):
    # What begins to watch and what ends it.
    kind = mode.rstrip('0123456789')
    number = int(mode[len(kind):] or '0')
    if kind == 'trace':
        tracer = Events(number)
        tracer.lines = events
        return lambda: sys.settrace(tracer), lambda: sys.settrace(None)
    if kind == 'profile':
        profiler = Profile()
        profiler.lines = events
        return lambda: sys.setprofile(profiler), lambda: sys.setprofile(None)
    if kind == 'switch':
        import micropython
        tracer = Events(0)
        tracer.lines = events
        switch = Switch(number, tracer, micropython.schedule)

        def stop():
            switch.stop()
            sys.settrace(None)
        return lambda: switch(None), stop
    if kind == 'monitor':
        monitor = Monitor(number)
        monitor.lines = events
        return monitor.start, monitor.stop
    return lambda: None, lambda: None


def run(code, mode):
    # The program's globals, exception and events.
    namespace = {'__name__': '__main__'}
    events = []
    error = None
    start, stop = watcher(mode, events)
    try:
        start()
        exec(code, namespace)
    except BaseException as caught:
        error = caught
    stop()
    return namespace, error, events
