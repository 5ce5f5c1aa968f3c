# size: 150
# count: 5
# A ray tracer of spheres with shadows and mirrors.
import math
import sys


class Vector:
    def __init__(self, x, y, z):
        self.x, self.y, self.z = x, y, z

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y, self.z + other.z)

    def __sub__(self, other):
        return Vector(self.x - other.x, self.y - other.y, self.z - other.z)

    def times(self, factor):
        return Vector(self.x * factor, self.y * factor, self.z * factor)

    def dot(self, other):
        return self.x * other.x + self.y * other.y + self.z * other.z

    def unit(self):
        return self.times(1.0 / math.sqrt(self.dot(self)))

    def mirrored(self, normal):
        return self - normal.times(2 * self.dot(normal))


class Sphere:
    def __init__(self, centre, radius, colour, mirror):
        self.centre = centre
        self.radius = radius
        self.colour = colour
        self.mirror = mirror

    def hit(self, origin, direction):
        offset = self.centre - origin
        along = offset.dot(direction)
        root = self.radius * self.radius - offset.dot(offset) + along * along
        if root < 0:
            return None
        distance = along - math.sqrt(root)
        return distance if distance > 0.0001 else None

    def normal(self, point):
        return (point - self.centre).unit()


class Scene:
    def __init__(self):
        self.things = []
        self.light = Vector(-10.0, 12.0, -8.0)

    def first(self, origin, direction):
        best = None
        for thing in self.things:
            distance = thing.hit(origin, direction)
            if distance is not None and (best is None or distance < best[0]):
                best = (distance, thing)
        return best

    def colour(self, origin, direction, depth):
        hit = self.first(origin, direction)
        if hit is None:
            sky = 0.5 + 0.5 * direction.y
            return (0.2 * sky, 0.4 * sky, 0.9 * sky)
        distance, thing = hit
        point = origin + direction.times(distance)
        normal = thing.normal(point)
        light = (self.light - point).unit()
        strength = max(0.1, normal.dot(light))
        if self.first(point, light):
            strength = 0.1
        own = tuple(strength * part for part in thing.colour)
        if depth == 0 or not thing.mirror:
            return own
        other = self.colour(point, direction.mirrored(normal).unit(), depth - 1)
        return tuple((1 - thing.mirror) * a + thing.mirror * b for a, b in zip(own, other))


def main(n):
    scene = Scene()
    for i in range(6):
        centre = Vector(math.sin(i) * 3, math.cos(i * 1.7) * 1.5, 6.0 + i % 3)
        colour = (0.3 + 0.1 * i, 0.9 - 0.1 * i, 0.5)
        scene.things.append(Sphere(centre, 0.8 + 0.1 * i, colour, 0.1 * i))
    scene.things.append(Sphere(Vector(0.0, -104.0, 6.0), 100.0, (0.8, 0.8, 0.7), 0.2))
    eye = Vector(0.0, 0.5, -4.0)
    checksum = 0
    for row in range(n):
        for column in range(n):
            direction = Vector(column / n - 0.5, 0.5 - row / n, 1.0).unit()
            for part in scene.colour(eye, direction, 3):
                checksum = (checksum * 31 + int(255 * min(1.0, part))) % 1000003
    print(checksum)


main(int(sys.argv[1]) if len(sys.argv) > 1 else 150)
