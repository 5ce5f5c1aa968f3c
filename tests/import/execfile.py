# oracle: expected
# execfile runs a file in the namespace of the caller.
execfile("_executed.py")
print(executed)
space = {"__name__": "other"}
execfile("_executed.py", space)
print(space["executed"])
try: execfile("no_such_file.py")
except OSError as e: print(e.errno)
