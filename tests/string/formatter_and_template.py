# string.Formatter and string.Template.
import string

formatter = string.Formatter()
print(formatter.format("{0} {name!r:>5} {1[0]}", 1, [2], name="x"))
print(formatter.vformat("{a}-{b.real}", (), {"a": 1, "b": 3}))
print(list(formatter.parse("a{b!r:c}d")))
print(formatter.get_value(0, ("zero",), {}), formatter.get_field("0[1]", ([5, 6],), {}))
print(formatter.check_unused_args(set(), (), {}))
print(formatter.convert_field(3, "r"), formatter.format_field(3.14159, ".2f"))


class Defaults(string.Formatter):
    used = None

    def get_value(self, key, args, kwargs):
        return kwargs.get(key, f"<{key}>") if isinstance(key, str) else super().get_value(key, args, kwargs)

    def check_unused_args(self, used_args, args, kwargs):
        self.used = sorted(map(str, used_args))


defaults = Defaults()
print(defaults.format("{present} {absent}", present=1), defaults.used)
try:
    formatter.format("{} {0}", 1)
except ValueError as error:
    print(error)

template = string.Template("$who likes ${what}, $$5")
print(template.substitute(who="tim", what="kung pao"), template.delimiter)
print(template.safe_substitute(who="tim"), template.substitute({"who": 1}, what=2))
print(template.get_identifiers(), template.is_valid(), string.Template("$ bad").is_valid())
for wrong in ("$who", "$ x"):
    try:
        string.Template(wrong).substitute()
    except (KeyError, ValueError) as error:
        print(type(error).__name__, error)
