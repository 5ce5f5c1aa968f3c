class Error(Exception):
    pass


error = Error
_ATOMIC = (type(None), type(...), type(NotImplemented), int, float, bool, complex, str, bytes, type, range, slice, property)


def _state_of(x):
    state = dict(getattr(x, "__dict__", {}))
    slots = []
    for cls in type(x).__mro__:
        names = vars(cls).get("__slots__", ())
        for name in (names,) if isinstance(names, str) else names:
            if name not in ("__dict__", "__weakref__") and hasattr(x, name):
                slots.append((name, getattr(x, name)))
    return state, slots


def _rebuild(x, transform):
    cls = type(x)
    if isinstance(x, list):
        y = cls.__new__(cls)
        y.extend([transform(item) for item in x])
    elif isinstance(x, dict):
        y = cls.__new__(cls)
        for key, value in x.items():
            y[transform(key)] = transform(value)
    elif isinstance(x, set):
        y = cls.__new__(cls)
        y.update([transform(item) for item in x])
    elif isinstance(x, (tuple, frozenset)):
        y = cls.__new__(cls, *[transform(item) for item in x]) if hasattr(cls, "_fields") else cls.__new__(cls, [transform(item) for item in x])
    elif isinstance(x, BaseException):
        y = cls.__new__(cls, *[transform(item) for item in x.args])
        y.args = tuple([transform(item) for item in x.args])
    else:
        y = cls.__new__(cls)
    return y


def _copy_state(x, y, transform):
    state, slots = _state_of(x)
    if hasattr(y, "__setstate__"):
        y.__setstate__(transform(state))
        return
    for name, value in state.items():
        y.__dict__[name] = transform(value)
    for name, value in slots:
        setattr(y, name, transform(value))


def copy(x):
    cls = type(x)
    if cls in _ATOMIC or cls in (tuple, frozenset):
        return x
    if cls in (list, dict, set, bytearray):
        return x.copy()
    if isinstance(x, type) or callable(x) and not hasattr(x, "__dict__"):
        return x
    copier = getattr(cls, "__copy__", None)
    if copier is not None:
        return copier(x)
    if cls.__name__ in ("function", "method", "module", "builtin_function_or_method", "closure", "bound_method"):
        return x
    y = _rebuild(x, lambda item: item)
    _copy_state(x, y, lambda item: item)
    return y


def deepcopy(x, memo=None):
    if memo is None:
        memo = {}
    key = id(x)
    if key in memo:
        return memo[key][0]
    cls = type(x)
    if cls in _ATOMIC or isinstance(x, type):
        return x
    copier = getattr(cls, "__deepcopy__", None)
    if copier is not None:
        y = copier(x, memo)
    elif cls is list:
        y = []
        memo[key] = (y, x)
        for item in x:
            y.append(deepcopy(item, memo))
        return y
    elif cls is dict:
        y = {}
        memo[key] = (y, x)
        for k, v in x.items():
            y[deepcopy(k, memo)] = deepcopy(v, memo)
        return y
    elif cls is tuple:
        items = [deepcopy(item, memo) for item in x]
        if key in memo:
            return memo[key][0]
        same = all(a is b for a, b in zip(items, x))
        y = x if same else tuple(items)
    elif cls is bytearray:
        y = bytearray(x)
    elif cls.__name__ in ("function", "method", "module", "builtin_function_or_method", "closure", "bound_method"):
        return x
    else:
        y = None
        if not isinstance(x, (list, dict, set, tuple, frozenset, BaseException)):
            y = cls.__new__(cls)
            memo[key] = (y, x)
        else:
            y = _rebuild(x, lambda item: deepcopy(item, memo))
        memo[key] = (y, x)
        _copy_state(x, y, lambda item: deepcopy(item, memo))
        return y
    memo[key] = (y, x)
    return y


def replace(obj, /, **changes):
    return type(obj).__replace__(obj, **changes)
