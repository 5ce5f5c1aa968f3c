# sys: information, limits and hooks.
import sys
print(isinstance(sys.builtin_module_names, tuple), "sys" in sys.builtin_module_names, sys.maxunicode == 0x10FFFF, sys.getdefaultencoding(), sys.getfilesystemencoding())
print(sys.float_info.max, sys.float_info.min, sys.float_info.epsilon, sys.float_info.dig, sys.float_info.mant_dig, sys.float_info.max_exp, sys.float_info.radix)
print(sys.int_info.bits_per_digit > 0, sys.hash_info.width >= 32, sys.hash_info.inf, sys.flags.optimize, isinstance(sys.getrefcount(sys), int))
limit = sys.getrecursionlimit(); print(limit > 100); sys.setrecursionlimit(limit + 500); print(sys.getrecursionlimit() - limit); sys.setrecursionlimit(limit)
for bad in (0, -1, "x"):
    try: sys.setrecursionlimit(bad)
    except (ValueError, TypeError) as e: print(type(e).__name__)
def depth(n):
    try: return depth(n + 1)
    except RecursionError: return n
sys.setrecursionlimit(limit); a = depth(0); print(a > 100)
print(callable(sys.displayhook), callable(sys.excepthook)); sys.displayhook(5); sys.displayhook(None); sys.displayhook("text")
print(getattr(sys, "ps2", "... ") == "... ", getattr(sys, "tracebacklimit", None) is None or sys.tracebacklimit >= 0)
