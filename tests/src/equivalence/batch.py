# Runs many programs on CPython, one after another: each request is a line `MODE LENGTH` and the source, each answer four
# texts, each a line with its length and then the text: what was printed, the ending, the globals, the events.
import gc
import io
import os
import signal
import sys
import warnings

warnings.simplefilter('ignore')
gc.disable()
TIME_LIMIT = 5


class TooLong(BaseException):
    pass


def too_long(number, frame):
    raise TooLong('the program does not end')


signal.signal(signal.SIGALRM, too_long)
requests = sys.stdin.buffer
answers = os.fdopen(os.dup(1), 'wb')
nowhere = open(os.devnull, 'w')
sys.stderr = nowhere


def answer(*texts):
    for text in texts:
        text = text.encode('utf-8', 'backslashreplace')
        answers.write(b'%d\n' % len(text))
        answers.write(text)
    answers.flush()


def serve():
    count = 0
    while True:
        head = requests.readline().split()
        if not head:
            return
        source = requests.read(int(head[1])).decode('utf-8')
        printed = sys.stdout = io.StringIO()
        try:
            code = compile(source, FILE, 'exec')
        except SyntaxError as error:
            answer('', 'SyntaxError: %s in line %s' % (error.msg, error.lineno), '', '')
            continue
        signal.alarm(TIME_LIMIT)
        namespace, error, events = run(code, head[0].decode())
        signal.alarm(0)
        # What the program left behind prints nowhere when it goes.
        sys.stdout = nowhere
        answer(printed.getvalue(), ending(error), namespace_text(namespace), '\n'.join(events))
        del namespace, error, events, code
        count += 1
        if count % 50 == 0:
            gc.collect()


serve()
