third = __name__
