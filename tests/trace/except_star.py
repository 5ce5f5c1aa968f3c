# Exception groups.
from _events import traced


def groups(kind):
    try:
        raise ExceptionGroup("g", [ValueError(1), kind(2)])
    except* ValueError as error:
        x = len(error.exceptions)
    except* (KeyError,
             IndexError):
        x = "key"
    return x


traced(groups, KeyError)
traced(groups, ValueError)
