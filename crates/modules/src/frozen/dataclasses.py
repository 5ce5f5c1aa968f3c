import sys


class _Missing:
    def __repr__(self):
        return "<dataclasses.MISSING>"


MISSING = _Missing()


class _KwOnly:
    pass


KW_ONLY = _KwOnly()


class FrozenInstanceError(AttributeError):
    pass


class Field:
    __slots__ = ("name", "type", "default", "default_factory", "repr", "hash", "init", "compare", "metadata", "kw_only")

    def __init__(self, default, default_factory, init, repr, hash, compare, metadata, kw_only):
        self.name = None
        self.type = None
        self.default = default
        self.default_factory = default_factory
        self.init = init
        self.repr = repr
        self.hash = hash
        self.compare = compare
        self.metadata = metadata or {}
        self.kw_only = kw_only

    def __repr__(self):
        return f"Field(name={self.name!r},type={self.type!r},default={self.default!r})"


def field(*, default=MISSING, default_factory=MISSING, init=True, repr=True, hash=None, compare=True, metadata=None, kw_only=MISSING):
    if default is not MISSING and default_factory is not MISSING:
        raise ValueError("cannot specify both default and default_factory")
    return Field(default, default_factory, init, repr, hash, compare, metadata, kw_only)


def _is_class_var(annotation):
    text = annotation if isinstance(annotation, str) else repr(annotation)
    return text.startswith(("ClassVar", "typing.ClassVar"))


def _collect(cls, kw_only):
    fields = {}
    for base in reversed(cls.__mro__[1:]):
        fields.update(getattr(base, "__dataclass_fields__", {}))
    for name, annotation in vars(cls).get("__annotations__", {}).items():
        if annotation is KW_ONLY or annotation == "KW_ONLY":
            kw_only = True
            continue
        if _is_class_var(annotation):
            continue
        default = vars(cls).get(name, MISSING)
        if isinstance(default, Field):
            item = default
            if item.default is MISSING:
                delattr(cls, name)
            else:
                setattr(cls, name, item.default)
        else:
            item = field(default=default)
        if isinstance(item.default, (list, dict, set)):
            raise ValueError(
                f"mutable default {type(item.default)} for field {name} is not allowed: use default_factory"
            )
        item.name = name
        item.type = annotation
        if item.kw_only is MISSING:
            item.kw_only = kw_only
        fields[name] = item
    return fields


def _plural(names):
    names = [repr(name) for name in names]
    if len(names) == 1:
        return names[0]
    if len(names) == 2:
        return " and ".join(names)
    return ", ".join(names[:-1]) + ", and " + names[-1]


def _make_init(cls, fields, frozen):
    seen_default = False
    for item in fields.values():
        if item.init and not item.kw_only:
            if item.default is not MISSING or item.default_factory is not MISSING:
                seen_default = True
            elif seen_default:
                raise TypeError(f"non-default argument {item.name!r} follows default argument")
    positional = [item for item in fields.values() if item.init and not item.kw_only]
    accepted = [item.name for item in fields.values() if item.init]

    def __init__(self, *args, **kwargs):
        title = f"{type(self).__name__}.__init__()"
        if len(args) > len(positional):
            raise TypeError(
                f"{title} takes {len(positional) + 1} positional arguments but {len(args) + 1} were given"
            )
        values = {}
        for item, value in zip(positional, args):
            values[item.name] = value
        for name, value in kwargs.items():
            if name in values:
                raise TypeError(f"{title} got multiple values for argument {name!r}")
            if name not in accepted:
                raise TypeError(f"{title} got an unexpected keyword argument {name!r}")
            values[name] = value
        missing = []
        for item in fields.values():
            if item.name in values:
                continue
            if item.default_factory is not MISSING:
                values[item.name] = item.default_factory()
            elif item.default is not MISSING:
                values[item.name] = item.default
            elif item.init:
                missing.append(item.name)
        if missing:
            plural = "" if len(missing) == 1 else "s"
            raise TypeError(f"{title} missing {len(missing)} required positional argument{plural}: {_plural(missing)}")
        for name in fields:
            if name in values:
                if frozen:
                    object.__setattr__(self, name, values[name])
                else:
                    setattr(self, name, values[name])
        after = getattr(self, "__post_init__", None)
        if after is not None:
            after()

    return __init__


def _key(self, names):
    return tuple([getattr(self, name) for name in names])


def _make_compare(name, names, function):
    def method(self, other):
        if other.__class__ is not self.__class__:
            return NotImplemented
        return function(_key(self, names), _key(other, names))

    method.__name__ = name
    return method


def _process(cls, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots):
    fields = _collect(cls, kw_only)
    cls.__dataclass_fields__ = fields
    names = [item.name for item in fields.values() if item.compare]
    own = vars(cls)

    def add(name, function):
        if name not in own:
            setattr(cls, name, function)

    if init:
        add("__init__", _make_init(cls, fields, frozen))
    if repr:
        shown = [item.name for item in fields.values() if item.repr]

        def __repr__(self):
            parts = ", ".join([f"{name}={getattr(self, name)!r}" for name in shown])
            return f"{self.__class__.__qualname__}({parts})"

        add("__repr__", __repr__)
    has_hash = "__hash__" in own and own["__hash__"] is not None
    if eq:
        add("__eq__", _make_compare("__eq__", names, lambda a, b: a == b))
    if order:
        if not eq:
            raise ValueError("eq must be true if order is true")
        for name, function in (
            ("__lt__", lambda a, b: a < b),
            ("__le__", lambda a, b: a <= b),
            ("__gt__", lambda a, b: a > b),
            ("__ge__", lambda a, b: a >= b),
        ):
            if name in own:
                raise TypeError(
                    f"Cannot overwrite attribute {name} in class {cls.__name__}. Consider using functools.total_ordering"
                )
            setattr(cls, name, _make_compare(name, names, function))
    if frozen:

        def __setattr__(self, name, value):
            raise FrozenInstanceError(f"cannot assign to field {name!r}")

        def __delattr__(self, name):
            raise FrozenInstanceError(f"cannot delete field {name!r}")

        add("__setattr__", __setattr__)
        add("__delattr__", __delattr__)
    hashed = [item.name for item in fields.values() if (item.compare if item.hash is None else item.hash)]
    if unsafe_hash or (eq and frozen and not has_hash):
        cls.__hash__ = lambda self: hash(_key(self, hashed))
    elif eq and not has_hash:
        cls.__hash__ = None
    if match_args:
        add("__match_args__", tuple([item.name for item in fields.values() if item.init and not item.kw_only]))
    return cls


def dataclass(cls=None, /, *, init=True, repr=True, eq=True, order=False, unsafe_hash=False, frozen=False, match_args=True, kw_only=False, slots=False, weakref_slot=False):
    def wrap(cls):
        return _process(cls, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots)

    return wrap if cls is None else wrap(cls)


def fields(class_or_instance):
    try:
        return tuple(class_or_instance.__dataclass_fields__.values())
    except AttributeError:
        raise TypeError("must be called with a dataclass type or instance") from None


def is_dataclass(obj):
    return hasattr(obj, "__dataclass_fields__")


def _convert(value, dict_factory, tuple_factory):
    if is_dataclass(value) and not isinstance(value, type):
        pairs = [(item.name, _convert(getattr(value, item.name), dict_factory, tuple_factory)) for item in fields(value)]
        return dict_factory(pairs) if dict_factory else tuple_factory([pair[1] for pair in pairs])
    if isinstance(value, (list, tuple)):
        items = [_convert(item, dict_factory, tuple_factory) for item in value]
        return type(value)(*items) if hasattr(value, "_fields") else type(value)(items)
    if isinstance(value, dict):
        return {
            _convert(key, dict_factory, tuple_factory): _convert(item, dict_factory, tuple_factory)
            for key, item in value.items()
        }
    return value


def asdict(obj, *, dict_factory=dict):
    if isinstance(obj, type) or not is_dataclass(obj):
        raise TypeError("asdict() should be called on dataclass instances")
    return _convert(obj, dict_factory, None)


def astuple(obj, *, tuple_factory=tuple):
    if isinstance(obj, type) or not is_dataclass(obj):
        raise TypeError("astuple() should be called on dataclass instances")
    return _convert(obj, None, tuple_factory)


def replace(obj, /, **changes):
    if isinstance(obj, type) or not is_dataclass(obj):
        raise TypeError("replace() should be called on dataclass instances")
    for item in fields(obj):
        if not item.init:
            if item.name in changes:
                raise ValueError(
                    f"field {item.name} is declared with init=False, it cannot be specified with replace()"
                )
        elif item.name not in changes:
            changes[item.name] = getattr(obj, item.name)
    return obj.__class__(**changes)


def make_dataclass(cls_name, fields, *, bases=(), namespace=None, **options):
    annotations = {}
    namespace = dict(namespace or {})
    for item in fields:
        if isinstance(item, str):
            annotations[item] = object
        else:
            annotations[item[0]] = item[1]
            if len(item) == 3:
                namespace[item[0]] = item[2]
    namespace["__annotations__"] = annotations
    return dataclass(type(cls_name, bases, namespace), **options)
