# size: 100000
# count: 800
# Chaos game: a fractal from spline curves with random choices, points as objects.
import math
import sys


class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def __add__(self, other):
        return Point(self.x + other.x, self.y + other.y)

    def __sub__(self, other):
        return Point(self.x - other.x, self.y - other.y)

    def scaled(self, factor):
        return Point(self.x * factor, self.y * factor)

    def length(self):
        return math.sqrt(self.x * self.x + self.y * self.y)

    def between(self, other, share):
        return self.scaled(1 - share) + other.scaled(share)


class Curve:
    """A Bezier curve through control points, evaluated by de Casteljau's scheme."""

    def __init__(self, points):
        self.points = list(points)

    def at(self, share):
        points = self.points
        while len(points) > 1:
            points = [points[i].between(points[i + 1], share) for i in range(len(points) - 1)]
        return points[0]


class Game:
    def __init__(self, curves, width, height):
        self.curves = curves
        self.grid = [[0] * width for _ in range(height)]
        self.width = width
        self.height = height
        self.state = 12345

    def random(self):
        self.state = (self.state * 1103515245 + 12345) & 0x7FFFFFFF
        return self.state / 2147483648.0

    def move(self, point):
        curve = self.curves[int(self.random() * len(self.curves))]
        near = curve.at(point.x)
        offset = Point(0.5, 0.5) - near
        size = offset.length()
        if size > 1e-9:
            near = near + offset.scaled(0.05 * point.y / size)
        return Point(min(max(near.x, 0.0), 0.999), min(max(near.y, 0.0), 0.999))

    def play(self, moves):
        point = Point(0.3, 0.7)
        for _ in range(moves):
            point = self.move(point)
            self.grid[int(point.y * self.height)][int(point.x * self.width)] += 1


def main(n):
    curves = [
        Curve([Point(0.0, 0.1), Point(0.3, 0.9), Point(0.6, 0.2)]),
        Curve([Point(0.5, 0.9), Point(0.9, 0.6), Point(0.7, 0.1), Point(0.2, 0.4)]),
        Curve([Point(0.1, 0.8), Point(0.8, 0.9), Point(1.0, 0.3)]),
    ]
    game = Game(curves, 64, 48)
    game.play(n)
    filled = sum(1 for row in game.grid for cell in row if cell)
    peak = max(max(row) for row in game.grid)
    checksum = 0
    for row in game.grid:
        for cell in row:
            checksum = (checksum * 31 + cell) % 1000003
    print(filled, peak, checksum)


main(int(sys.argv[1]) if len(sys.argv) > 1 else 100000)
