# floats: 64
# Formatting of floats by format(), % and str.format.
values = [0.0, 1.0, -1.5, 3.14159265358979, 1e10, 1e-10, 123456789.0, 0.5, 1e100, 99.9999, 2.5, 3.5, 1234.5678, 5e-324, float("inf"), float("-inf"), float("nan"), -0.0, 1e15, 1e16, 0.0001, 0.00001]
specs = ["", "f", ".0f", ".1f", ".3f", ".10f", "e", ".0e", ".2e", "E", "g", ".1g", ".3g", ".10g", "G", "%", ".1%", "10", "<10", "^10", "+", " ", "010", "10.2f", "<10.2f|", "+.1f", "#.0f", "#g", ",", ",.2f", "_.1f", ".5", ".1", "n", "=+10.1f", "*^12.2e", "015,.1f"]
for spec in specs:
    if spec.endswith("|"): continue
    print(spec, [format(v, spec) for v in values])
for spec in ("%f", "%.0f", "%.2f", "%10.3f", "%-10.1f|", "%+f", "% f", "%010.2f", "%e", "%.1e", "%E", "%g", "%.3g", "%G", "%#.0f", "%#g", "%s", "%r", "%d", "%i", "%5.1f%%"):
    print([spec % v for v in values if not (spec in ("%d", "%i") and (v != v or v in (float("inf"), float("-inf"))))])
for bad in (".f", "..2f", "5.5.5", "d", "x", "c", "s", "b", "2147483648000.2f" if False else "q", ".2d", "+s"):
    try: print(format(1.5, bad))
    except ValueError as e: print(e)
for v in ("%d" % 3.99, "%d" % -3.99, "%x" % 5, "%c" % 65, "%5.3s|" % 3.14159): print(v)
for bad in (lambda: "%d" % float("inf"), lambda: "%d" % float("nan"), lambda: "%x" % 1.5, lambda: "%c" % 1.5, lambda: "%f" % "x"):
    try: print(bad())
    except Exception as e: print(type(e).__name__, e)
print("{:.{}f} {:{}.{}f}".format(3.14159, 2, 2.71828, 8, 3), "{0:.1f} {0:.2e} {0!r}".format(1234.5))
print([round(0.1 * i, 1) for i in range(11)], [f"{i / 7:.{i}f}" for i in range(8)], [f"{10.0 ** i:g}" for i in range(-7, 18, 2)], [f"{i * 0.5:.0f}" for i in range(8)])
print(f"{1e300:.3f}"[:20], len(f"{1e300:f}"), f"{1e-300:.310f}"[-12:], f"{0.1:.30f}", f"{1/3:.17g}", f"{123456.789:.4}", f"{1e22:.0f}", f"{2**70:.3e}", f"{10**30:g}", f"{5:f} {5:e} {5:g} {True:f}")
