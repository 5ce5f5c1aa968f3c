from functools import partial, update_wrapper

_PAIRS = {
    "__lt__": (
        ("__gt__", lambda self, other: _not_equal(self, other, type(self).__lt__(self, other))),
        ("__le__", lambda self, other: _or_equal(self, other, type(self).__lt__(self, other))),
        ("__ge__", lambda self, other: _negated(type(self).__lt__(self, other))),
    ),
    "__le__": (
        ("__ge__", lambda self, other: _nor_unequal(self, other, type(self).__le__(self, other))),
        ("__lt__", lambda self, other: _and_unequal(self, other, type(self).__le__(self, other))),
        ("__gt__", lambda self, other: _negated(type(self).__le__(self, other))),
    ),
    "__gt__": (
        ("__lt__", lambda self, other: _not_equal(self, other, type(self).__gt__(self, other))),
        ("__ge__", lambda self, other: _or_equal(self, other, type(self).__gt__(self, other))),
        ("__le__", lambda self, other: _negated(type(self).__gt__(self, other))),
    ),
    "__ge__": (
        ("__le__", lambda self, other: _nor_unequal(self, other, type(self).__ge__(self, other))),
        ("__gt__", lambda self, other: _and_unequal(self, other, type(self).__ge__(self, other))),
        ("__lt__", lambda self, other: _negated(type(self).__ge__(self, other))),
    ),
}


def _negated(result):
    return result if result is NotImplemented else not result


def _not_equal(self, other, result):
    return result if result is NotImplemented else not result and self != other


def _or_equal(self, other, result):
    return result if result is NotImplemented else result or self == other


def _nor_unequal(self, other, result):
    return result if result is NotImplemented else not result or self == other


def _and_unequal(self, other, result):
    return result if result is NotImplemented else result and self != other


def total_ordering(cls):
    roots = [name for name in _PAIRS if getattr(cls, name, None) is not getattr(object, name, None)]
    if not roots:
        raise ValueError("must define at least one ordering operation: < > <= >=")
    root = "__lt__" if "__lt__" in roots else max(roots)
    for name, function in _PAIRS[root]:
        if name not in roots:
            setattr(cls, name, function)
    return cls


def _find(registry, cls):
    for base in cls.__mro__:
        if base in registry:
            return registry[base]
    return registry[object]


def singledispatch(func):
    registry = {object: func}

    def dispatch(cls):
        return _find(registry, cls)

    def register(cls, func=None):
        if func is None:
            if isinstance(cls, type):
                return lambda f: register(cls, f)
            func = cls
            hints = [v for k, v in getattr(func, "__annotations__", {}).items() if k != "return"]
            if not hints:
                raise TypeError(
                    f"Invalid first argument to `register()`: {func!r}. "
                    "Use either `@register(some_class)` or plain `@register` on an annotated function."
                )
            cls = hints[0]
        registry[cls] = func
        return func

    def wrapper(*args, **kw):
        if not args:
            raise TypeError(f"{name} requires at least 1 positional argument")
        return _find(registry, type(args[0]))(*args, **kw)

    name = getattr(func, "__name__", "singledispatch function")
    wrapper.register = register
    wrapper.dispatch = dispatch
    wrapper.registry = registry
    update_wrapper(wrapper, func)
    return wrapper


class singledispatchmethod:
    def __init__(self, func):
        self.dispatcher = singledispatch(func)
        self.func = func

    def register(self, cls, method=None):
        return self.dispatcher.register(cls, method)

    def __get__(self, obj, cls=None):
        def method(*args, **kw):
            return self.dispatcher.dispatch(type(args[0])).__get__(obj, cls)(*args, **kw)

        method.register = self.register
        update_wrapper(method, self.func)
        return method


class partialmethod:
    def __init__(self, func, /, *args, **keywords):
        self.func = func
        self.args = args
        self.keywords = keywords

    def __get__(self, obj, cls=None):
        if obj is None:
            return partial(self.func, *self.args, **self.keywords)
        return partial(self.func.__get__(obj, cls), *self.args, **self.keywords)
