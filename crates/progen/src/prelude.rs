//! The helpers that programs begin with.

/// A helper that only some programs need.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Helper {
    /// A decorator.
    Loud,
    /// A context manager.
    Manager,
    /// An awaitable that suspends, and a loop that drives coroutines in turns.
    Loop,
    /// An asynchronous context manager.
    AsyncManager,
    /// An asynchronous iterator.
    Ticker,
}

/// `show` prints an exception with the lines of its traceback, and the classes of what it came from. Comprehensions have no
/// entry of their own in tracebacks from 3.12 on. `keep` keeps alive what could run code when it is freed.
const ALWAYS: &str = "\
KEPT = []
def keep(thing):
    KEPT.append(thing)
    return thing
def show(e):
    lines, chain, t = [], [], e.__traceback__
    while t is not None:
        if not t.tb_frame.f_code.co_name.endswith('comp>'):
            lines.append(t.tb_lineno)
        t = t.tb_next
    c = e.__context__
    while c is not None and len(chain) < 5:
        chain.append(type(c).__name__)
        c = c.__context__
    print('!', type(e).__name__, str(e), lines, chain, type(e.__cause__).__name__)
";

fn source(helper: Helper) -> &'static str {
    match helper {
        Helper::Loud => {
            "\
def loud(tag):
    def decorate(f):
        def wrapper(*args, **kwargs):
            print('>', tag, len(args), sorted(kwargs))
            try:
                return f(*args, **kwargs)
            finally:
                print('<', tag)
        return wrapper
    return decorate
"
        }
        Helper::Manager => {
            "\
class Manager:
    def __init__(self, tag, mode=0):
        self.tag, self.mode = tag, mode
    def __repr__(self):
        return f'Manager({self.tag})'
    def __enter__(self):
        print('enter', self.tag)
        if self.mode == 3:
            raise ValueError(self.tag)
        return self.tag
    def __exit__(self, kind, value, traceback):
        print('exit', self.tag, kind and kind.__name__)
        if self.mode == 2:
            raise KeyError(self.tag)
        return self.mode == 1
"
        }
        Helper::Loop => {
            "\
class Pause:
    def __init__(self, n):
        self.n = n
    def __await__(self):
        got = yield self.n
        return got
def drive(*tasks):
    queue = [(i, task, None) for i, task in enumerate(tasks)]
    while queue:
        i, task, value = queue.pop(0)
        try:
            value = task.send(value)
        except StopIteration as e:
            print('done', i, e.value)
        except Exception as e:
            print('failed', i)
            show(e)
        else:
            queue.append((i, task, value))
"
        }
        Helper::AsyncManager => {
            "\
class AsyncManager:
    def __init__(self, tag, mode=0):
        self.tag, self.mode = tag, mode
    def __repr__(self):
        return f'AsyncManager({self.tag})'
    async def __aenter__(self):
        print('aenter', self.tag)
        return await Pause(self.tag)
    async def __aexit__(self, kind, value, traceback):
        await Pause(1)
        print('aexit', self.tag, kind and kind.__name__)
        if self.mode == 2:
            raise KeyError(self.tag)
        return self.mode == 1
"
        }
        Helper::Ticker => {
            "\
class Ticker:
    def __init__(self, n):
        self.n = n
    def __repr__(self):
        return 'Ticker'
    def __aiter__(self):
        return self
    async def __anext__(self):
        if self.n <= 0:
            raise StopAsyncIteration
        self.n -= 1
        return await Pause(self.n)
"
        }
    }
}

/// The helpers that every program has, and these.
pub(crate) fn text(helpers: &[Helper]) -> String {
    let mut helpers = helpers.to_vec();
    if helpers.iter().any(|helper| matches!(helper, Helper::AsyncManager | Helper::Ticker)) {
        helpers.push(Helper::Loop);
    }
    helpers.sort();
    helpers.dedup();
    let mut text = String::from(ALWAYS);
    for helper in helpers {
        text.push_str(source(helper));
    }
    text
}
