from collections import namedtuple

TYPE_CHECKING = False


class _Alias:
    def __init__(self, name, args=()):
        self._name = name
        self.__args__ = args
        self.__origin__ = self

    def __getitem__(self, item):
        return _Alias(self._name, item if isinstance(item, tuple) else (item,))

    def __call__(self, *args, **kwargs):
        raise TypeError(f"Cannot instantiate typing.{self._name}")

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]

    def __repr__(self):
        if not self.__args__:
            return f"typing.{self._name}"
        shown = [item.__name__ if isinstance(item, type) else repr(item) for item in self.__args__]
        return f"typing.{self._name}[{', '.join(shown)}]"

    def __eq__(self, other):
        return isinstance(other, _Alias) and (self._name, self.__args__) == (other._name, other.__args__)

    def __hash__(self):
        return hash((self._name, self.__args__))

    def __mro_entries__(self, bases):
        return (Generic,) if self._name in ("Generic", "Protocol") else ()


for _name in (
    "Any Union Optional Callable ClassVar Final Literal Annotated Type List Dict Set FrozenSet Tuple Deque DefaultDict "
    "OrderedDict Counter ChainMap Iterable Iterator Generator Sequence MutableSequence Mapping MutableMapping Container "
    "Collection Sized Hashable Reversible AsyncIterable AsyncIterator AsyncGenerator Awaitable Coroutine ContextManager "
    "AsyncContextManager Concatenate TypeGuard Self Never NoReturn LiteralString Required NotRequired Unpack TypeAlias "
    "IO TextIO BinaryIO Pattern Match SupportsInt SupportsFloat SupportsIndex SupportsAbs SupportsRound AbstractSet "
    "KeysView ValuesView ItemsView ByteString"
).split():
    globals()[_name] = _Alias(_name)

Text = str
AnyStr = str


class Generic:
    def __class_getitem__(cls, item):
        return cls


class Protocol(Generic):
    pass


class TypedDict(dict):
    def __init_subclass__(cls, **kwargs):
        pass


class TypeVar:
    def __init__(self, name, *constraints, bound=None, covariant=False, contravariant=False):
        self.__name__ = name
        self.__constraints__ = constraints
        self.__bound__ = bound
        self.__covariant__ = covariant
        self.__contravariant__ = contravariant

    def __or__(self, other):
        return Union[self, other]

    def __repr__(self):
        return ("+" if self.__covariant__ else "-" if self.__contravariant__ else "~") + self.__name__


class ParamSpec(TypeVar):
    @property
    def args(self):
        return self

    @property
    def kwargs(self):
        return self


class TypeVarTuple(TypeVar):
    def __iter__(self):
        yield self


class NewType:
    def __init__(self, name, tp):
        self.__name__ = name
        self.__supertype__ = tp

    def __call__(self, x):
        return x


class _NamedTupleMeta(type):
    def __new__(mcls, name, bases, namespace):
        if bases and bases[0] is _NamedTupleBase:
            annotations = namespace.get("__annotations__", {})
            defaults = [namespace[field] for field in annotations if field in namespace]
            base = namedtuple(name, list(annotations), defaults=defaults)
            rest = {key: value for key, value in namespace.items() if key not in annotations}
            rest["__slots__"] = ()
            base.__annotations__ = annotations
            return type(name, (base,), rest)
        return super().__new__(mcls, name, bases, namespace)


class _NamedTupleBase(metaclass=_NamedTupleMeta):
    pass


class _NamedTuple:
    def __call__(self, typename, fields=(), **kwargs):
        return namedtuple(typename, [field[0] for field in fields] or list(kwargs))

    def __mro_entries__(self, bases):
        return (_NamedTupleBase,)


NamedTuple = _NamedTuple()


def cast(typ, val):
    return val


def overload(func):
    return func


def final(func):
    return func


def override(func):
    return func


def no_type_check(func):
    return func


def runtime_checkable(cls):
    return cls


def get_type_hints(obj, globalns=None, localns=None, include_extras=False):
    return dict(getattr(obj, "__annotations__", {}))


def get_origin(tp):
    return getattr(tp, "__origin__", None)


def get_args(tp):
    return getattr(tp, "__args__", ())


def assert_never(value):
    raise AssertionError(f"Expected code to be unreachable, but got: {value!r}")


def assert_type(val, typ):
    return val


def reveal_type(obj):
    return obj
