# Patterns of mappings.
from _events import traced


def match_mapping(x):
    match x:
        case {"kind": "a", "value": v}:
            y = v
        case {"kind": k, **rest} if rest:
            y = k, rest
        case {"kind": _}:
            y = "kind"
        case {}:
            y = "empty"
        case _:
            y = None
    return y


for value in {"kind": "a", "value": 1}, {"kind": "b", "z": 2}, {"kind": "c"}, {"q": 1}, 3:
    traced(match_mapping, value)
