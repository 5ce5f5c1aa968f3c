# A folder without __init__.py hides no module that is there.
import random
import sys

print(hasattr(random, "randint"), hasattr(random, "__path__"))
try:
    import random.inner
except ModuleNotFoundError as error:
    print(error)
print("random.inner" in sys.modules)
