# Identifiers beyond ASCII.
größe = 3
print(größe)
def 平方(数):
    return 数 * 数
print(平方(4))
class Élan:
    été = 1
print(Élan.été, Élan.__name__)
λ = lambda x: x + 1
print(λ(1), λ.__name__ == "<lambda>")
π = 3.14
print(f"{π=}")
print(sorted(k for k in globals() if not k.isascii()))
_ = 1
__ = 2
_a1 = 3
print(_, __, _a1)
ñandú = {"ñ": "ú"}
print(ñandú["ñ"])
