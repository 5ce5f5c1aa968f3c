# floats: 64
# f-strings as in Python 3.11.
x = 5; name = "amphis"; y = 3.14159; items = [1, 2]; d = {"k": "v"}
print(f"", f"plain", f"{x}", f"{x}{y}", f"a{x}b{y}c")
print(f"{{}} {{{x}}} }}{{")
print(f"{x + 1} {x * 2!r} {name!r} {name!s} {name!a} {'é'!a}")
print(f"{x:5}|{x:<5}|{x:^5}|{x:>5}|{x:05}|{x:+}|{x:b}|{x:#x}")
print(f"{y:.2f} {y:8.3f} {y:e} {y:10.4} {y!r:.4} {y:%}")
print(f"{name:10}|{name:>10}|{name:*^10}|{name:.3}|{name!r:>10}")
width = 8; precision = 2
print(f"{y:{width}.{precision}f}|{name:{'<'}{width}}|{x:{width}}|{y:{width}.{1 + 1}}")
print(f"{x=} {x = } {x=:3} {x=!r} {name=} {name=!s} {x + 1=} {y=:.1f} {  x  =}")
print(f"{items[0]} {d['k']} {items} {d} {len(items)} {[i * 2 for i in items]} { {1: 2}[1] }")
print(f"{x if x > 3 else 0} {(lambda z: z * 2)(3)} {x == 5} {not x} {x != 4} {x > 3}")
print(f"{'nested'} {f'{x}'}")
print(f'{"double"} {x}' "plain" f"{y:.0f}" 'end')
print(f"""{x}
{
    name
} triple""")
print(rf"\n{x}\t", fr"\{x}", F"{x}", Rf"{x}")
print(f"\n{x}\x41\u0042".encode(), f"{'a' 'b'}")
print(f"{x!r:>{width}} {'':>{width}}|")
print(f"{(x, y)} {x, y} {*items, 3}")
print(f"{(yield_ := 5)} {yield_}")
class F:
    def __format__(self, s): return f"<{s}>"
    def __str__(self): return "str"
    def __repr__(self): return "repr"
print(f"{F()} {F():abc} {F()!s} {F()!r:>6} {F():%Y-%m} {F():{x}}")
def f(): return f"{x}", f"{locals()}"
print(f())
print(f"{1_000_000:,} {1234.5:_.2f} {255:#06x} {3:>+5d} {-3:=+5d}")
print(f"{'a':s}{None}{True}{...}{print}"[:14])
print(f"{3.0} {1e20} {10**20} {1j} {-0.0}")
print(len(f"{'x' * 1000}"), f"{'ab'[0]}{'ab'[-1]}")
a = [f"{i}:{j}" for i in range(2) for j in "ab"]; print(a)
print(f"{x}" == "5", f"{x}" f"{x}" == "55", "%s" % f"{x}")
for code in ("f'{}'", "f'{x'", "f'}'", "f'{x!z}'", "f'{a b}'", "f'{undefined}'", "f'{x:q}'", "f'{!r}'"):
    try: print(eval(code))
    except Exception as e: print(type(e).__name__)
