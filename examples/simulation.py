"""A discrete-event simulation of a small shop: customers queue for cashiers."""

from collections import deque, namedtuple

Event = namedtuple("Event", "time order action")


class Random:
    """A linear congruential generator, so that every run is the same."""

    def __init__(self, seed):
        self.state = seed

    def number(self):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % (1 << 64)
        return self.state >> 33

    def between(self, low, high):
        return low + self.number() % (high - low + 1)


class Clock:
    """Events in order of time; those of the same time in the order they were planned."""

    def __init__(self):
        self.now = 0
        self.events = []
        self.planned = 0

    def after(self, delay, action):
        self.planned += 1
        self.push(Event(self.now + delay, self.planned, action))

    def push(self, event):
        events = self.events
        events.append(event)
        child = len(events) - 1
        while child:
            parent = (child - 1) // 2
            if events[parent][:2] <= events[child][:2]:
                break
            events[parent], events[child] = events[child], events[parent]
            child = parent

    def pop(self):
        events = self.events
        first, last = events[0], events.pop()
        if events:
            events[0] = last
            parent = 0
            while (child := 2 * parent + 1) < len(events):
                if child + 1 < len(events) and events[child + 1][:2] < events[child][:2]:
                    child += 1
                if events[parent][:2] <= events[child][:2]:
                    break
                events[parent], events[child] = events[child], events[parent]
                parent = child
        return first

    def run(self, until):
        while self.events and self.events[0].time <= until:
            event = self.pop()
            self.now = event.time
            event.action()
        self.now = until


class Cashier:
    def __init__(self, shop, name, speed):
        self.shop = shop
        self.name = name
        self.speed = speed
        self.served = 0
        self.busy = 0
        self.customer = None

    def serve(self, customer):
        self.customer = customer
        duration = customer.items * self.speed
        self.busy += duration
        self.shop.clock.after(duration, self.finish)

    def finish(self):
        self.served += 1
        self.shop.leave(self.customer)
        self.customer = None
        self.shop.assign()


class Customer:
    __slots__ = ("arrived", "items", "patience")

    def __init__(self, arrived, items, patience):
        self.arrived = arrived
        self.items = items
        self.patience = patience


class Shop:
    def __init__(self, speeds, seed):
        self.clock = Clock()
        self.random = Random(seed)
        self.queue = deque((), 1000)
        self.cashiers = [Cashier(self, f"cashier {number}", speed) for number, speed in enumerate(speeds, 1)]
        self.stays = []
        self.lost = 0
        self.longest = 0

    def open(self, minutes):
        self.clock.after(0, self.arrive)
        self.clock.run(minutes * 60)

    def arrive(self):
        customer = Customer(self.clock.now, self.random.between(1, 20), self.random.between(4, 12))
        if len(self.queue) >= customer.patience:
            self.lost += 1
        else:
            self.queue.append(customer)
            self.longest = max(self.longest, len(self.queue))
            self.assign()
        self.clock.after(self.random.between(5, 40), self.arrive)

    def assign(self):
        for cashier in self.cashiers:
            if cashier.customer is None and self.queue:
                cashier.serve(self.queue.popleft())

    def leave(self, customer):
        self.stays.append(self.clock.now - customer.arrived)

    def report(self):
        print(f"after {self.clock.now // 60} minutes:")
        print(f"  served {len(self.stays)}, waiting {len(self.queue)}, lost {self.lost}")
        if self.stays:
            mean = sum(self.stays) / len(self.stays)
            print(f"  stay: mean {mean:.1f} s, longest {max(self.stays)} s; longest queue {self.longest}")
        for cashier in self.cashiers:
            share = min(1.0, cashier.busy / self.clock.now)
            print(f"  {cashier.name}: {cashier.served:4d} served, busy {share:.0%}")


for speeds in ([3], [3, 4], [3, 4, 5]):
    shop = Shop(speeds, seed=len(speeds) * 7919)
    shop.open(240)
    shop.report()
