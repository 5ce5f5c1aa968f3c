name = __name__
from .. import level
from ..three import third
