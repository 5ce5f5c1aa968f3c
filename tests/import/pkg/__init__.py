print("init", __name__, __path__[0].split("/")[-1])
level = "pkg"
from .one import first
from . import two
