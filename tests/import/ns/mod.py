inside = __name__
