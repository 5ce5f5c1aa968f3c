# options: -X fuel=20000
# exit: 1
# oracle: expected
# The strategy that counts instructions: nothing catches its end.
import sys

print(sys._strategy)
try:
    sys.settrace(print)
except RuntimeError as error:
    print(error)
count = 0
while True:
    try:
        try:
            while True:
                count += 1
        finally:
            print("finally")
    except BaseException:
        print("caught")
