# size: 160000
# count: 900
# Many small objects with float attributes: built, normalised, reduced.
import math
import sys


class Particle:
    def __init__(self, index):
        self.x = x = math.sin(index)
        self.y = math.cos(index) * 3
        self.z = x * x / 2

    def normalise(self):
        length = math.sqrt(self.x**2 + self.y**2 + self.z**2)
        self.x /= length
        self.y /= length
        self.z /= length

    def largest(self, other):
        self.x = self.x if self.x > other.x else other.x
        self.y = self.y if self.y > other.y else other.y
        self.z = self.z if self.z > other.z else other.z
        return self


def main(n):
    for _ in range(3):
        particles = [Particle(index) for index in range(n)]
        for particle in particles:
            particle.normalise()
        best = particles[0]
        for particle in particles[1:]:
            best = best.largest(particle)
    print("%.9f %.9f %.9f" % (best.x, best.y, best.z))


main(int(sys.argv[1]) if len(sys.argv) > 1 else 160000)
