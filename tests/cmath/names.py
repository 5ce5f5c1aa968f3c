# The complex constants.
import cmath

print(cmath.nanj, cmath.infj, cmath.nan, cmath.inf)
