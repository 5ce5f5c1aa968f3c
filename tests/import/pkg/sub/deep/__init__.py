from .. import name as up
from ... import level
from ...three import third
from . import sibling
where = __name__, __package__
