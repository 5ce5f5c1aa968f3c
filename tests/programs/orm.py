# A small object store built of descriptors, a metaclass, properties, decorators and generators.
class Field:
    order = 0
    def __init__(self, kind, default=None): Field.order += 1; self.order = Field.order; self.kind, self.default = kind, default
    def __set_name__(self, owner, name): self.name = name
    def __get__(self, obj, cls): return self if obj is None else obj.__dict__.get(self.name, self.default)
    def __set__(self, obj, value):
        if not isinstance(value, self.kind): raise TypeError(f"{type(obj).__name__}.{self.name} must be {self.kind.__name__}, not {type(value).__name__}")
        obj.__dict__[self.name] = value; obj.dirty.add(self.name)
    def __eq__(self, v): return Query(lambda o: getattr(o, self.name) == v, f"{self.name} == {v!r}")
    def __lt__(self, v): return Query(lambda o: getattr(o, self.name) < v, f"{self.name} < {v!r}")
    def __gt__(self, v): return Query(lambda o: getattr(o, self.name) > v, f"{self.name} > {v!r}")
    __hash__ = object.__hash__
class Query:
    def __init__(self, test, text): self.test, self.text = test, text
    def __and__(self, o): return Query(lambda x: self.test(x) and o.test(x), f"({self.text} and {o.text})")
    def __or__(self, o): return Query(lambda x: self.test(x) or o.test(x), f"({self.text} or {o.text})")
    def __invert__(self): return Query(lambda x: not self.test(x), f"not {self.text}")
    def __repr__(self): return f"Query<{self.text}>"
class Meta(type):
    tables = {}
    def __new__(m, name, bases, ns):
        cls = super().__new__(m, name, bases, ns)
        cls.fields = sorted((f for k in reversed(cls.__mro__) for f in vars(k).values() if isinstance(f, Field)), key=lambda f: f.order)
        if bases: m.tables[name] = cls; cls.rows = []
        return cls
    def __iter__(cls): return iter(cls.rows)
    def __len__(cls): return len(cls.rows)
    def __getitem__(cls, q): return [r for r in cls if q.test(r)] if isinstance(q, Query) else cls.rows[q]
class Model(metaclass=Meta):
    def __init__(self, **kw):
        self.__dict__["dirty"] = set()
        for k, v in kw.items():
            if not isinstance(getattr(type(self), k, None), Field): raise AttributeError(f"no field {k}")
            setattr(self, k, v)
        self.rows.append(self)
    def __repr__(self): return f"{type(self).__name__}({', '.join(f'{f.name}={getattr(self, f.name)!r}' for f in self.fields)})"
    def __init_subclass__(cls, **kw): super().__init_subclass__(**kw); cls.label = cls.__name__.lower()
class Animal(Model):
    name = Field(str); legs = Field(int, 4)
    @property
    def title(self): return self.name.title()
    @title.setter
    def title(self, v): self.name = v.lower()
class Bird(Animal):
    wings = Field(int, 2)
a = Animal(name="cat"); b = Animal(name="spider", legs=8); c = Bird(name="owl", legs=2); s = Animal(name="snake", legs=0)
print(a, b, c, s); print(list(Animal), len(Animal), len(Bird), Animal[0], Bird[0].wings, Animal.label, Bird.label, sorted(Meta.tables))
print(Animal[Animal.legs > 3], Animal[(Animal.legs < 5) & ~(Animal.name == "cat")], (Animal.legs > 1) | (Animal.name == "x"), Animal[Animal.legs == 0][0].title)
a.title = "TIGER"; print(a.name, sorted(a.dirty), a.legs)
for bad in (lambda: Animal(name=5), lambda: Animal(colour=1), lambda: setattr(b, "legs", "many"), lambda: Animal[99]):
    try: bad()
    except (TypeError, AttributeError, IndexError) as e: print(type(e).__name__, e)
