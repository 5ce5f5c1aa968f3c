"""Compares the trees that the example ast_dump prints with those of the running CPython, which has to be 3.12.

usage: find DIRECTORY -name '*.py' | python3.12 compare_ast.py PATH_OF_AST_DUMP

Known differences: character names (ast_dump makes each of them a question mark) and the normalization of identifiers.
"""

import ast
import struct
import subprocess
import sys
import warnings

FIELDS = {
    "FunctionDef": ["name", "args", "body", "decorator_list", "returns", "type_params"],
    "AsyncFunctionDef": ["name", "args", "body", "decorator_list", "returns", "type_params"],
    "ClassDef": ["name", "bases", "keywords", "body", "decorator_list", "type_params"],
    "arguments": ["posonlyargs", "args", "vararg", "kwonlyargs", "kw_defaults", "kwarg", "defaults"],
}
WITHOUT_SPAN = {"alias", "arg", "FormattedValue"}
SKIPPED_FIELDS = {"ctx", "type_comment", "kind"}
FILES_AT_ONCE = 50


def show_constant(value):
    if value is None or value is True or value is False:
        return repr(value)
    if value is Ellipsis:
        return "Ellipsis"
    if isinstance(value, int):
        return f"i{value:x}" if value < 2**63 else "big"
    if isinstance(value, float):
        return "f" + struct.pack(">d", value).hex()
    if isinstance(value, complex):
        return "j" + struct.pack(">d", value.imag).hex()
    if isinstance(value, str):
        return "s" + value.encode("utf-8", "surrogatepass").hex()
    return "b" + value.hex()


def show_parts(joined):
    parts = []
    for value in joined.values:
        if isinstance(value, ast.Constant):
            if value.value:
                parts.append(show_constant(value.value))
        else:
            spec = "None" if value.format_spec is None else show_parts(value.format_spec)
            parts.append(f"FormattedValue({show(value.value)},{value.conversion},{spec})")
    return "[" + ",".join(parts) + "]"


def show(value):
    if isinstance(value, list):
        return "[" + ",".join(show(item) for item in value) + "]"
    if isinstance(value, (ast.operator, ast.unaryop, ast.boolop, ast.cmpop)):
        return type(value).__name__
    if not isinstance(value, ast.AST):
        return str(value)
    kind = type(value).__name__
    if kind == "Constant":
        body = show_constant(value.value)
    elif kind == "JoinedStr":
        body = show_parts(value)
    else:
        fields = FIELDS.get(kind) or [field for field in value._fields if field not in SKIPPED_FIELDS]
        body = ",".join(show(getattr(value, field)) for field in fields)
    if kind in WITHOUT_SPAN or not hasattr(value, "lineno"):
        return f"{kind}({body})"
    start, end = f"{value.lineno}:{value.col_offset}", f"{value.end_lineno}:{value.end_col_offset}"
    return f"{kind}@{start}-{end}({body})"


def expected(path):
    with open(path, "rb") as file:
        source = file.read()
    try:
        return show(ast.parse(source).body)
    except (SyntaxError, ValueError) as error:
        return f"ERROR {error}"


def compare(path, found):
    """Returns the name of the outcome, and prints it unless both agree on a tree."""
    wanted = expected(path)
    if wanted == found:
        return "same"
    if wanted.startswith("ERROR") and found.startswith("ERROR"):
        print(f"{path}: both reject\n  CPython: {wanted}\n  found:   {found}")
        return "both reject"
    at = next((i for i, (a, b) in enumerate(zip(wanted, found)) if a != b), min(len(wanted), len(found)))
    start, end = max(0, at - 100), at + 80
    print(f"{path}: different\n  CPython: {wanted[start:end]}\n  found:   {found[start:end]}")
    return "different"


def main():
    warnings.simplefilter("ignore")
    sys.setrecursionlimit(100_000)
    counts = {}
    paths = [line.rstrip("\n") for line in sys.stdin]
    for first in range(0, len(paths), FILES_AT_ONCE):
        group = paths[first : first + FILES_AT_ONCE]
        output = subprocess.run([sys.argv[1], *group], stdout=subprocess.PIPE).stdout
        lines = output.decode("utf-8", "surrogateescape").split("\n")
        trees = dict(line.split("\t", 1) for line in lines if "\t" in line)
        for path in group:
            outcome = compare(path, trees.get(path, "no output"))
            counts[outcome] = counts.get(outcome, 0) + 1
    print(counts)


main()
