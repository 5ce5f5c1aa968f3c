s = __name__
