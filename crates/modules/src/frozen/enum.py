class auto:
    pass


class _EnumDict(dict):
    def __init__(self):
        super().__init__()
        self._member_names = []
        self._last_values = []
        self._ignore = []

    def __setitem__(self, key, value):
        if key == "_ignore_":
            self._ignore = value.split() if isinstance(value, str) else list(value)
        elif key.startswith("_") and key.endswith("_"):
            pass
        elif hasattr(value, "__get__") or key in self._ignore:
            pass
        elif key in self._member_names:
            raise TypeError(f"{key!r} already defined as {self[key]!r}")
        else:
            if isinstance(value, auto):
                value = self._generate(key, 1, len(self._member_names), self._last_values)
            self._member_names.append(key)
            self._last_values.append(value)
        super().__setitem__(key, value)

    def _generate(self, key, start, count, last_values):
        generate = self.get("_generate_next_value_") or self._inherited
        return getattr(generate, "__func__", generate)(key, start, count, last_values)


class EnumMeta(type):
    @classmethod
    def __prepare__(metacls, cls, bases, **kwds):
        namespace = _EnumDict()
        namespace._inherited = _next_value
        for base in bases:
            if hasattr(base, "_generate_next_value_"):
                namespace._inherited = base._generate_next_value_
                break
        return namespace

    def __new__(metacls, name, bases, namespace, **kwds):
        names = namespace._member_names
        values = {key: namespace[key] for key in names}
        plain = {key: value for key, value in namespace.items() if key not in values and key != "_ignore_"}
        for base in bases:
            if getattr(base, "_member_map_", None):
                raise TypeError(f"<enum {name!r}> cannot extend {base!r}")
        cls = super().__new__(metacls, name, bases, plain)
        cls._member_names_ = []
        cls._member_map_ = {}
        cls._value2member_map_ = {}
        data_type = None
        for base in cls.__mro__[1:]:
            if base is not object and not isinstance(base, EnumMeta) and "__new__" in dir(base) and base in (int, str, float, bytes, tuple):
                data_type = base
                break
        cls._member_type_ = data_type or object
        make = plain.get("__new__")
        for key, value in values.items():
            args = value if isinstance(value, tuple) else (value,)
            if make is not None:
                member = getattr(make, "__func__", make)(cls, *args)
            elif data_type is not None:
                member = data_type.__new__(cls, *args)
            else:
                member = object.__new__(cls)
            if not hasattr(member, "_value_"):
                member._value_ = data_type(*args) if data_type is not None and make is None else value
            member._name_ = key
            member.__objclass__ = cls
            initialize = getattr(cls, "__init__", None)
            if "__init__" in plain or any("__init__" in vars(base) for base in bases if isinstance(base, EnumMeta)):
                initialize(member, *args)
            for existing in cls._member_map_.values():
                if existing._value_ == member._value_:
                    member = existing
                    break
            else:
                cls._member_names_.append(key)
            cls._member_map_[key] = member
            type.__setattr__(cls, key, member)
            try:
                cls._value2member_map_.setdefault(member._value_, member)
            except TypeError:
                pass
        return cls

    def __call__(cls, value, names=None, **kwds):
        if names is None:
            return cls._lookup(value)
        return cls._create(value, names)

    def _create(cls, name, names):
        namespace = type(cls).__prepare__(name, (cls,))
        if isinstance(names, str):
            names = names.replace(",", " ").split()
        for index, item in enumerate(names.items() if isinstance(names, dict) else names):
            if isinstance(item, str):
                namespace[item] = index + 1
            else:
                namespace[item[0]] = item[1]
        return type(cls)(name, (cls,), namespace)

    def _lookup(cls, value):
        if type(value) is cls:
            return value
        try:
            if value in cls._value2member_map_:
                return cls._value2member_map_[value]
        except TypeError:
            for member in cls._member_map_.values():
                if member._value_ == value:
                    return member
        member = cls._missing_(value)
        if member is None:
            raise ValueError(f"{value!r} is not a valid {cls.__qualname__}")
        return member

    def __iter__(cls):
        return iter([cls._member_map_[name] for name in cls._member_names_])

    def __reversed__(cls):
        return iter([cls._member_map_[name] for name in reversed(cls._member_names_)])

    def __len__(cls):
        return len(cls._member_names_)

    def __bool__(cls):
        return True

    def __contains__(cls, member):
        if isinstance(member, cls):
            return member._name_ in cls._member_map_
        try:
            return member in cls._value2member_map_
        except TypeError:
            return False

    def __getitem__(cls, name):
        return cls._member_map_[name]

    def __setattr__(cls, name, value):
        if name in cls.__dict__.get("_member_map_", {}):
            raise AttributeError(f"cannot reassign member {name!r}")
        super().__setattr__(name, value)

    def __repr__(cls):
        return f"<enum {cls.__name__!r}>" if cls._member_names_ else f"<class {cls.__module__ + '.' + cls.__qualname__!r}>"

    @property
    def __members__(cls):
        return dict(cls._member_map_)


EnumType = EnumMeta


def _next_value(name, start, count, last_values):
    if not last_values:
        return start
    return max(last_values) + 1


class Enum(metaclass=EnumMeta):
    def _generate_next_value_(name, start, count, last_values):
        return _next_value(name, start, count, last_values)

    @classmethod
    def _missing_(cls, value):
        return None

    @property
    def name(self):
        return self._name_

    @property
    def value(self):
        return self._value_

    def __repr__(self):
        return f"<{self.__class__.__name__}.{self._name_}: {self._value_!r}>"

    def __str__(self):
        return f"{self.__class__.__name__}.{self._name_}"

    def __hash__(self):
        return hash(self._name_)

    def __format__(self, spec):
        return format(str(self), spec)

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self


class IntEnum(int, Enum):
    def __str__(self):
        return int.__repr__(self)

    def __format__(self, spec):
        return format(int(self), spec)

    def __hash__(self):
        return hash(self._value_)


class StrEnum(str, Enum):
    def _generate_next_value_(name, start, count, last_values):
        return name.lower()

    def __str__(self):
        return str.__str__(self)

    def __hash__(self):
        return hash(self._value_)


class Flag(Enum):
    def _generate_next_value_(name, start, count, last_values):
        if not last_values:
            return start
        return 1 << max(last_values).bit_length()

    @classmethod
    def _missing_(cls, value):
        if not isinstance(value, int):
            raise ValueError(f"{value!r} is not a valid {cls.__qualname__}")
        known = 0
        for member in cls._member_map_.values():
            known |= member._value_
        if value < 0:
            value &= known
            if value in cls._value2member_map_:
                return cls._value2member_map_[value]
        if value & ~known:
            raise ValueError(f"{value!r} is not a valid {cls.__qualname__}")
        if cls._member_type_ is int:
            member = int.__new__(cls, value)
        else:
            member = object.__new__(cls)
        parts = [name for name in cls._member_names_ if cls._member_map_[name]._value_ & value]
        member._name_ = "|".join(parts) if parts else None
        member._value_ = value
        cls._value2member_map_[value] = member
        return member

    def _other(self, other):
        return other._value_ if isinstance(other, Flag) else other

    def __contains__(self, other):
        return other._value_ & self._value_ == other._value_

    def __iter__(self):
        return iter([member for member in type(self) if member._value_ & self._value_])

    def __len__(self):
        return bin(self._value_).count("1")

    def __bool__(self):
        return bool(self._value_)

    def __or__(self, other):
        return self.__class__(self._value_ | self._other(other))

    def __and__(self, other):
        return self.__class__(self._value_ & self._other(other))

    def __xor__(self, other):
        return self.__class__(self._value_ ^ self._other(other))

    def __invert__(self):
        return self.__class__(~self._value_)

    __ror__ = __or__
    __rand__ = __and__
    __rxor__ = __xor__

    def __hash__(self):
        return hash(self._value_)

    def __repr__(self):
        if self._name_ is None:
            return f"<{self.__class__.__name__}: {self._value_!r}>"
        return f"<{self.__class__.__name__}.{self._name_}: {self._value_!r}>"

    def __str__(self):
        if self._name_ is None:
            return f"{self.__class__.__name__}({self._value_!r})"
        return f"{self.__class__.__name__}.{self._name_}"


class IntFlag(int, Flag):
    def __str__(self):
        return int.__repr__(self)

    def __hash__(self):
        return hash(self._value_)


def unique(enumeration):
    duplicates = [f"{name} -> {member.name}" for name, member in enumeration.__members__.items() if name != member.name]
    if duplicates:
        raise ValueError(f"duplicate values found in {enumeration!r}: {', '.join(duplicates)}")
    return enumeration
