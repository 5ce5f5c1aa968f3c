# Distributions: their ranges, and that a seed repeats them.
import random


def draw(generator):
    return [
        generator.expovariate(2.0),
        generator.gauss(0.0, 1.0),
        generator.normalvariate(0.0, 1.0),
        generator.lognormvariate(0.0, 0.5),
        generator.paretovariate(3.0),
        generator.weibullvariate(1.0, 2.0),
        generator.triangular(0.0, 10.0, 5.0),
        generator.choices("abc", weights=[1, 0, 3], k=8),
        generator.randbytes(5),
    ]


first, second = random.Random(7), random.Random(7)
drawn = draw(first)
print(drawn == draw(second), drawn == draw(first))
print(drawn[0] > 0, drawn[3] > 0, drawn[4] >= 1, drawn[5] > 0, 0 <= drawn[6] <= 10)
print(sorted(set(drawn[7]) | {"a", "c"}), len(drawn[7]), len(drawn[8]), type(drawn[8]).__name__)
state = first.getstate()
after = [first.random() for _ in range(3)]
first.setstate(state)
print(after == [first.random() for _ in range(3)])
many = [random.gauss(10.0, 2.0) for _ in range(2000)]
mean = sum(many) / len(many)
print(9.5 < mean < 10.5, 2.0 < sum((x - mean) ** 2 for x in many) / len(many) < 8.0)
random.seed(1)
state = random.getstate()
values = [random.expovariate(1.0), random.triangular(), random.lognormvariate(0, 1), random.normalvariate(0, 1),
          random.paretovariate(1), random.weibullvariate(1, 1), random.choices([1, 2]), random.randbytes(2)]
random.setstate(state)
print(values[0] == random.expovariate(1.0))
