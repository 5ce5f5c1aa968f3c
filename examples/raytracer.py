"""A ray tracer that draws spheres and a floor in characters."""

import math


class Vector:
    __slots__ = ("x", "y", "z")

    def __init__(self, x, y, z):
        self.x = x
        self.y = y
        self.z = z

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y, self.z + other.z)

    def __sub__(self, other):
        return Vector(self.x - other.x, self.y - other.y, self.z - other.z)

    def __mul__(self, factor):
        return Vector(self.x * factor, self.y * factor, self.z * factor)

    __rmul__ = __mul__

    def __matmul__(self, other):
        return self.x * other.x + self.y * other.y + self.z * other.z

    def __neg__(self):
        return Vector(-self.x, -self.y, -self.z)

    def __abs__(self):
        return math.sqrt(self @ self)

    def unit(self):
        return self * (1 / abs(self))

    def reflect(self, normal):
        return self - 2 * (self @ normal) * normal


class Ray:
    def __init__(self, origin, direction):
        self.origin = origin
        self.direction = direction

    def at(self, distance):
        return self.origin + distance * self.direction


class Thing:
    def __init__(self, brightness, shine):
        self.brightness = brightness
        self.shine = shine

    def distance(self, ray):
        raise NotImplementedError

    def normal(self, point):
        raise NotImplementedError

    def brightness_at(self, point):
        return self.brightness


class Sphere(Thing):
    def __init__(self, centre, radius, brightness=0.9, shine=0.3):
        super().__init__(brightness, shine)
        self.centre = centre
        self.radius = radius

    def distance(self, ray):
        offset = ray.origin - self.centre
        half = offset @ ray.direction
        root = half * half - (offset @ offset - self.radius**2)
        if root < 0:
            return None
        nearest = -half - math.sqrt(root)
        return nearest if nearest > 1e-6 else None

    def normal(self, point):
        return (point - self.centre).unit()


class Floor(Thing):
    def __init__(self, height):
        super().__init__(1.0, 0.15)
        self.height = height

    def distance(self, ray):
        if ray.direction.y >= -1e-9:
            return None
        return (self.height - ray.origin.y) / ray.direction.y

    def normal(self, point):
        return Vector(0, 1, 0)

    def brightness_at(self, point):
        even = (math.floor(point.x) + math.floor(point.z)) % 2 == 0
        return self.brightness if even else 0.35


class Scene:
    def __init__(self, light, *things):
        self.light = light
        self.things = things

    def nearest(self, ray):
        hits = ((thing.distance(ray), number) for number, thing in enumerate(self.things))
        return min((hit for hit in hits if hit[0] is not None), default=None)

    def trace(self, ray, depth=3):
        hit = self.nearest(ray)
        if hit is None:
            return 0.15 * max(0.0, ray.direction.y)
        distance, number = hit
        thing = self.things[number]
        point = ray.at(distance)
        normal = thing.normal(point)
        to_light = (self.light - point).unit()
        shade = max(0.0, normal @ to_light)
        if self.nearest(Ray(point + 1e-4 * normal, to_light)) is not None:
            shade *= 0.2
        brightness = thing.brightness_at(point) * (0.1 + 0.9 * shade)
        if thing.shine and depth:
            mirrored = Ray(point + 1e-4 * normal, ray.direction.reflect(normal).unit())
            brightness = (1 - thing.shine) * brightness + thing.shine * self.trace(mirrored, depth - 1)
        return brightness

    def draw(self, width, height, palette=" .:-=+*#%@"):
        eye = Vector(0.0, 1.0, -6.0)
        for row in range(height):
            line = []
            for column in range(width):
                x = (column - width / 2 + 0.5) / width * 4.0
                y = (height / 2 - row - 0.5) / height * 2.4 + 0.3
                ray = Ray(eye, (Vector(x, y, -2.0) - eye).unit())
                level = min(0.999, max(0.0, self.trace(ray)))
                line.append(palette[int(level * len(palette))])
            print("".join(line).rstrip())


scene = Scene(
    Vector(-4.0, 6.0, -5.0),
    Sphere(Vector(-1.6, 0.6, 0.5), 1.1),
    Sphere(Vector(1.1, 0.2, -0.8), 0.7, brightness=0.6, shine=0.5),
    Sphere(Vector(2.6, 1.4, 3.0), 1.9, brightness=1.0, shine=0.2),
    Floor(-0.5),
)
scene.draw(78, 30)
