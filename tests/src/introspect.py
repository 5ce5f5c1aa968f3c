# Prints what the interpreter offers: builtins, methods of builtin types, contents of modules.
import builtins
import sys

MODULES = (
    "sys builtins gc micropython math cmath time array struct collections io os errno random "
    "functools itertools operator string"
).split()


def is_dunder(name):
    return name.startswith("__") and name.endswith("__")


def generator():
    yield


async def coroutine():
    pass


async def asynchronous_generator():
    yield


lines = set()

for name in dir(builtins):
    if is_dunder(name) and name != "__import__" and name != "__build_class__":
        continue
    lines.add("builtins " + name)
    value = getattr(builtins, name)
    if isinstance(value, type):
        for method in dir(value):
            if not is_dunder(method):
                lines.add("type:" + name + " " + method)

pending = coroutine()
for label, value in (
    ("generator", generator()),
    ("coroutine", pending),
    ("async_generator", asynchronous_generator()),
    ("dict_keys", {}.keys()),
    ("dict_values", {}.values()),
    ("dict_items", {}.items()),
):
    for method in dir(value):
        if not is_dunder(method):
            lines.add("type:" + label + " " + method)
pending.close()

for module_name in MODULES:
    module = __import__(module_name)
    for name in dir(module):
        if is_dunder(name):
            continue
        lines.add(module_name + " " + name)
        value = getattr(module, name)
        if isinstance(value, type) and not hasattr(builtins, name):
            for method in dir(value):
                if not method.startswith("_"):
                    lines.add("type:" + module_name + "." + name + " " + method)

for line in sorted(lines):
    print(line)
