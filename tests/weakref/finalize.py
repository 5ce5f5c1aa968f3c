import gc
import weakref


class Thing:
    pass


def told(*args, **kwargs):
    print("told", args, kwargs)
    return 42


thing = Thing()
finalizer = weakref.finalize(thing, told)
print(finalizer.alive)
thing = None
gc.collect()
print(finalizer.alive, finalizer.peek(), finalizer.detach(), finalizer())

thing = Thing()
weakref.finalize(thing, told, 1, 2, key=3)
gc.collect()
print("still there")
thing = None
gc.collect()

# Called by hand, it is done.
thing = Thing()
finalizer = weakref.finalize(thing, told, "by hand")
print(finalizer.peek() == (thing, told, ("by hand",), {}))
print(finalizer(), finalizer())
thing = None
gc.collect()

# Detached, it never is.
thing = Thing()
finalizer = weakref.finalize(thing, told, "never")
print(finalizer.detach() == (thing, told, ("never",), {}))
thing = None
gc.collect()
print(finalizer.alive)




print("end")
