# Exceptions that are caught.
from _events import traced


def catch(n):
    try:
        if n == 0:
            raise ValueError("zero")
        if n == 1:
            {}["key"]
        if n == 2:
            undefined
        x = 1
    except ValueError as error:
        x = str(error)
    except (KeyError,
            IndexError):
        x = "key"
    except:
        x = "other"
    else:
        x = "none"
    return x


for number in range(4):
    traced(catch, number)
