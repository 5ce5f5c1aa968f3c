import sys

# A file's name: its size and its time of change, or None where that does not matter, and its lines.
cache = {}


def _stat(name):
    try:
        import os

        found = os.stat(name)
        return found[6], found[8]
    except Exception:
        return None


def clearcache():
    cache.clear()


def getline(filename, lineno, module_globals=None):
    lines = getlines(filename, module_globals)
    return lines[lineno - 1] if 1 <= lineno <= len(lines) else ""


def getlines(filename, module_globals=None):
    if filename in cache:
        return cache[filename][2]
    return updatecache(filename, module_globals)


def checkcache(filename=None):
    for name in [filename] if filename else list(cache):
        entry = cache.get(name)
        if entry and entry[1] is not None and _stat(entry[3]) != (entry[0], entry[1]):
            del cache[name]


def updatecache(filename, module_globals=None):
    cache.pop(filename, None)
    if not filename or (filename[0] == "<" and filename[-1] == ">"):
        return []
    folders = [""]
    if filename[0] != "/":
        for folder in sys.path:
            if folder and folder != ".frozen":
                folders.append(folder + "/")
    for folder in folders:
        try:
            with open(folder + filename) as file:
                lines = file.readlines()
        except (OSError, UnicodeError, SyntaxError):
            continue
        if lines and not lines[-1].endswith("\n"):
            lines[-1] += "\n"
        size, time = _stat(folder + filename) or (len(lines), None)
        cache[filename] = size, time, lines, folder + filename
        return lines
    return []
