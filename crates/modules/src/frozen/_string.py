class Template:
    delimiter = "$"

    def __init__(self, template):
        self.template = template

    def _pieces(self):
        text = self.template
        at = 0
        while True:
            start = text.find(self.delimiter, at)
            if start < 0:
                yield text[at:], None, None
                return
            literal = text[at:start]
            rest = start + len(self.delimiter)
            if text[rest:].startswith(self.delimiter):
                yield literal + self.delimiter, None, None
                at = rest + len(self.delimiter)
                continue
            braced = text[rest : rest + 1] == "{"
            begin = rest + 1 if braced else rest
            end = begin
            while end < len(text) and (text[end] == "_" or text[end].isascii() and text[end].isalnum()):
                end += 1
            name = text[begin:end]
            valid = bool(name) and not name[0].isdigit() and (not braced or text[end : end + 1] == "}")
            if valid:
                at = end + 1 if braced else end
                yield literal, name, text[start:at]
            else:
                at = rest
                yield literal, None, (start, self.delimiter)

    def _invalid(self, start):
        lines = self.template[:start].splitlines(keepends=True)
        if not lines:
            line, column = 1, 1
        else:
            column = start - len("".join(lines[:-1]))
            line = len(lines)
            if start == len("".join(lines)) and lines[-1].endswith("\n"):
                line, column = line + 1, 1
            else:
                column += 1
        raise ValueError(f"Invalid placeholder in string: line {line}, col {column}")

    def _mapping(self, mapping, kws):
        if not mapping:
            return kws
        merged = dict(mapping[0])
        merged.update(kws)
        return merged

    def substitute(self, /, *mapping, **kws):
        values = self._mapping(mapping, kws)
        result = []
        for literal, name, whole in self._pieces():
            result.append(literal)
            if name is not None:
                result.append(str(values[name]))
            elif whole is not None:
                self._invalid(whole[0])
        return "".join(result)

    def safe_substitute(self, /, *mapping, **kws):
        values = self._mapping(mapping, kws)
        result = []
        for literal, name, whole in self._pieces():
            result.append(literal)
            if name is not None:
                result.append(str(values[name]) if name in values else whole)
            elif whole is not None:
                result.append(whole[1])
        return "".join(result)

    def is_valid(self):
        return all(name is not None or whole is None for _, name, whole in self._pieces())

    def get_identifiers(self):
        return list(dict.fromkeys(name for _, name, _ in self._pieces() if name is not None))


class Formatter:
    def format(self, format_string, /, *args, **kwargs):
        return self.vformat(format_string, args, kwargs)

    def vformat(self, format_string, args, kwargs):
        used = set()
        result = self._vformat(format_string, args, kwargs, used, 2, [0])
        self.check_unused_args(used, args, kwargs)
        return result

    def _vformat(self, format_string, args, kwargs, used, depth, counter):
        if depth < 0:
            raise ValueError("Max string recursion exceeded")
        result = []
        for literal, field, spec, conversion in self.parse(format_string):
            if literal:
                result.append(literal)
            if field is None:
                continue
            if field == "" or field[0] in ".[":
                if counter[0] is None:
                    raise ValueError("cannot switch from manual field specification to automatic field numbering")
                field = str(counter[0]) + field
                counter[0] += 1
            elif field[0].isdigit():
                if counter[0]:
                    raise ValueError("cannot switch from manual field specification to automatic field numbering")
                counter[0] = None
            obj, first = self.get_field(field, args, kwargs)
            used.add(first)
            obj = self.convert_field(obj, conversion)
            spec = self._vformat(spec, args, kwargs, used, depth - 1, counter)
            result.append(self.format_field(obj, spec))
        return "".join(result)

    def parse(self, text):
        literal = ""
        at = 0
        while at < len(text):
            char = text[at]
            if char in "{}" and text[at + 1 : at + 2] == char:
                literal += char
                at += 2
                continue
            if char == "}":
                raise ValueError("Single '}' encountered in format string")
            if char != "{":
                literal += char
                at += 1
                continue
            depth = 1
            end = at + 1
            while end < len(text) and depth:
                depth += {"{": 1, "}": -1}.get(text[end], 0)
                end += 1
            if depth:
                raise ValueError("expected '}' before end of string" if end > at + 1 else "Single '{' encountered in format string")
            body = text[at + 1 : end - 1]
            stop = 0
            bracket = False
            while stop < len(body) and (bracket or body[stop] not in ":!"):
                bracket = body[stop] == "[" or bracket and body[stop] != "]"
                stop += 1
            field, rest = body[:stop], body[stop:]
            conversion = None
            if rest.startswith("!"):
                conversion, rest = rest[1:2], rest[2:]
            yield literal, field, rest[1:], conversion
            literal = ""
            at = end
        if literal:
            yield literal, None, None, None

    def get_field(self, field_name, args, kwargs):
        end = 0
        while end < len(field_name) and field_name[end] not in ".[":
            end += 1
        first = field_name[:end]
        if first.isdigit():
            first = int(first)
        obj = self.get_value(first, args, kwargs)
        rest = field_name[end:]
        while rest:
            if rest[0] == ".":
                end = 1
                while end < len(rest) and rest[end] not in ".[":
                    end += 1
                obj = getattr(obj, rest[1:end])
            else:
                end = rest.index("]") + 1
                key = rest[1 : end - 1]
                obj = obj[int(key) if key.isdigit() else key]
            rest = rest[end:]
        return obj, first

    def get_value(self, key, args, kwargs):
        return args[key] if isinstance(key, int) else kwargs[key]

    def check_unused_args(self, used_args, args, kwargs):
        pass

    def format_field(self, value, format_spec):
        return format(value, format_spec)

    def convert_field(self, value, conversion):
        if conversion is None:
            return value
        if conversion in ("s", "r", "a"):
            return {"s": str, "r": repr, "a": ascii}[conversion](value)
        raise ValueError(f"Unknown conversion specifier {conversion!s}")
