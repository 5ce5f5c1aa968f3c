second = "second"
from . import three as third_module
from .sub import name
