# exit: 1
# oracle: expected
# The traceback of an exception that nothing catches goes to standard output.
def inner(x):
    return 1 // x
class C:
    def method(self):
        return inner(0)
print("before")
C().method()
