# Every form of parameter and argument, and the errors of calls.
def plain(a, b): return a, b
def default(a, b=2, c=3): return a, b, c
def star(a, *args): return a, args
def keywords(a, **kw): return a, kw
def keyword_only(*, a, b=2): return a, b
def positional_only(a, b=2, /, c=3): return a, b, c
def everything(a, b=2, /, c=3, *args, d, e=5, **kw): return a, b, c, args, d, e, kw
print(plain(1, 2), plain(a=1, b=2), plain(1, b=2), plain(*[1, 2]), plain(**{"a": 1, "b": 2}), plain(*[1], **{"b": 2}))
print(default(1), default(1, 5), default(1, c=7), default(c=1, a=2))
print(star(1), star(1, 2, 3), star(*range(4)), star(0, *"ab", *(), *[5]))
print(keywords(1), keywords(1, x=2, y=3), keywords(a=1, b=2), keywords(**{"a": 1}, **{"b": 2}, c=3))
print(keyword_only(a=1), keyword_only(b=1, a=2))
print(positional_only(1), positional_only(1, 5), positional_only(1, 5, c=6), positional_only(1, c=8))
print(everything(1, d=4), everything(1, 2, 3, 4, 5, d=6, f=7), everything(1, d=2, a=3))
def bad(text):
    try:
        print(eval(text))
    except TypeError as error:
        print(error)
bad("plain()")
bad("plain(1)")
bad("plain(1, 2, 3)")
bad("plain(1, 2, a=3)")
bad("plain(1, c=2)")
bad("default()")
bad("default(1, 2, 3, 4)")
bad("default(1, 2, b=3)")
bad("star()")
bad("star(a=1, b=2)")
bad("keywords(1, 2)")
bad("keyword_only()")
bad("keyword_only(b=1)")
bad("positional_only(a=1)")
bad("positional_only(1, b=2)")
bad("everything(1)")
bad("plain(*5)")
bad("plain(**5)")
bad("plain(**{1: 2})")
bad("plain(**{'a': 1}, **{'a': 2})")
bad("plain(a=1, **{'a': 2})")
bad("(lambda a, b, c: 0)(1)")
bad("(lambda a, b, c: 0)()")
bad("(lambda *, a, b: 0)()")
bad("(lambda *, a, b, c: 0)()")
bad("(lambda a: 0)(1, 2, 3)")
bad("(lambda a=1: 0)(1, 2, 3)")
bad("(lambda a, *, b: 0)(1, 2, b=3)")
bad("5()")
bad("'abc'()")
bad("None()")
bad("[]()")
bad("(1)(2)")
def mutable(x, items=[]):
    items.append(x)
    return items
print(mutable(1), mutable(2), mutable(3, []))
def order(*args, **kw): return args, list(kw)
def say(x):
    print(x, end=" ")
    return x
print(order(say(1), *[say(2)], say(3), k=say(4), **{"m": say(5)}, n=say(6)))
def count(n=say("evaluated once")): return n
print(count(), count())
f = lambda a, b=2, *c, d, **e: (a, b, c, d, e)
print(f(1, d=2), f(1, 2, 3, d=4, z=5))
print((lambda *a: a)(*"ab", *"cd"), (lambda **k: k)(**{}))
def kw_dict(**kw):
    kw["new"] = 1
    return kw
original = {"a": 1}
print(kw_dict(**original), original)
def same_name(self, /, **kw): return self, kw
print(same_name(1, self=2))
many = {"k%d" % i: i for i in range(300)}
print(len(keywords(1, **many)[1]), sum(order(*range(300))[0]))
class Map:
    def keys(self): return ["x", "y"]
    def __getitem__(self, key): return key * 2
print(keywords(1, **Map()))
def ten(a, b, c, d, e, g, h, i, j, k): return a + k
print(ten(1, 2, 3, 4, 5, 6, 7, 8, 9, 10))
print(default(*(i for i in range(3))))
def return_nothing(): pass
def return_bare(): return
def return_tuple(): return 1, *(2, 3)
print(return_nothing(), return_bare(), return_tuple())
