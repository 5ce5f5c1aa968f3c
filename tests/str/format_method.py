# floats: 64
# str.format and the format mini-language.
print("{} {} {}".format(1, "a", None), "{0} {1} {0}".format("x", "y"), "{a} {b} {a}".format(a=1, b=2), "{0} {k}".format(1, k=2), "{{}} {{{}}}".format(5), "{}".format("{}"), "".format(), "plain".format(1, 2))
class O:
    attr = "A"
    def __init__(self): self.d = {"k": "v", 5: "five"}
    def __str__(self): return "str"
    def __repr__(self): return "repr"
    def __format__(self, s): return f"[{s}]"
o = O(); print("{0.attr} {0.d[k]} {0.d[5]} {1[0]} {1[1][2]} {x.attr}".format(o, ["l0", "abc"], x=o), "{0!s} {0!r} {0!a} {0} {0:spec} {0!r:>6}".format(o))
print("{:5}|{:<5}|{:>5}|{:^5}|{:*^7}|{:=^3}|{:<}|".format("a", "b", "c", "d", "e", "f", "g"), "{:5}|{:<5}|{:^5}|{:05}|{:=5}|{:+}|{: }|{:-}|".format(1, 2, 3, -4, -5, 6, 7, 8))
print("{:d} {:x} {:X} {:o} {:b} {:c} {:n} {:#x} {:#o} {:#b} {:#X} {:,} {:_} {:_x}".format(42, 255, 255, 8, 5, 65, 7, 255, 8, 5, 255, 1234567, 1234567, 0xABCDEF))
print("{:.2f} {:10.3f}| {:e} {:g} {:%} {:.1%} {:+.1f} {:08.2f} {:,.2f} {:G} {:.3} {:10}| {:<10}|".format(3.14159, 2.5, 12345.678, 0.0001, 0.25, 0.1234, 1.25, -3.14159, 1234567.891, 1e-10, 3.14159, 1.5, 2.5))
print("{:.2} {:.10} {:5.2}| {:>5.1}|".format("abc", "abc", "abc", "xyz"), "{:{}} {:{w}.{p}}|".format("a", 5, "bcdef", w=6, p=2), "{:{}{}{}}".format(5, "*", "^", 7), "{0:{1}} {2:{0}}".format(5, "03d", "z"))
print("{:s} {!s:>5} {:} {:d} {:5}|{:<5}|".format("s", 1, True, True, True, None) if False else "{:s} {!s:>5} {:} {:d} {:5}|{!s:<5}|".format("s", 1, True, True, True, None))
print("{0[a]} {0[b c]} {0[-1]}".format({"a": 1, "b c": 2, "-1": 3}), "{0.real} {0.imag}".format(5), "{0.__class__.__name__}".format(5), "{[0]} {.attr}".format([9], o))
for fmt, args in (("{", ()), ("}", ()), ("{0", (1,)), ("{}{0}", (1,)), ("{0}{}", (1,)), ("{1}", (0,)), ("{a}", ()), ("{0.x}", (5,)), ("{0[5]}", ([1],)), ("{0[k]}", ({},)), ("{!z}", (1,)), ("{!}", (1,)), ("{:d}", ("a",)), ("{:s}", (5,)), ("{:x}", (1.5,)), ("{:.2d}", (5,)), ("{:,s}", ("a",)), ("{:=5}", ("a",)), ("{:+}", ("a",)), ("{:q}", (1,)), ("{:5}", ([],)), ("{:5}", (None,)), ("{:c}", (-1,)), ("{:c}", (0x110000,)), ("{:+c}", (65,)), ("{0[}", ([1],)), ("{0.}", (5,)), ("{0[]}", ([1],)), ("{:{}}", (1,)), ("{:.}", (1.5,)), ("{:10000000000000000000}", (1,)), ("{!r", (1,)), ("{0!rx}", (1,)), ("{:#s}", ("a",)), ("{:0>5.3x}", (5,)), ("{:,_}", (5,)), ("{:,x}", (5,))):
    try: print(fmt, fmt.format(*args))
    except Exception as e: print(fmt, type(e).__name__, e)
print("{:^10}|{:^11}|{:^1}|{:^0}|".format("even", "odd", "long", "z"), "{:é^5}".format("x"), "{:0<5} {:0>5} {:0^5} {:<05} {:>05}".format(1, 2, 3, 4, 5), "{:05} {:<05}|".format("s", "s"))
print(format(5), format("x", ">3"), format(3.5, ".2f"), format([1]), format(None), format(True, "d"), format(10**20, ","), format(-5, "08b"), format(255, "#06x"), format(1e6, ",.0f"), format("é", "*^5"))
print("%s" % "{}".format("%s"), "{:>{w}}".format("x", w=3), "{:{fill}{align}{width}}".format("x", fill="-", align="^", width=5), "{}{}{}".format(*range(3)), "{a}{b}".format(**{"a": 1, "b": 2}))
