executed = __name__, 5
