from .two import second
first = "first with " + second
