"""A text adventure whose story is a set of generators: each scene yields what it says and is sent
what the player does. A scripted player walks through it."""

import sys


class Item:
    def __init__(self, name, description):
        self.name = name
        self.description = description

    def __repr__(self):
        return f"<{self.name}>"


LAMP = Item("lamp", "a brass lamp, warm to the touch")
KEY = Item("key", "a key with two bits, one at each end")
SCROLL = Item("scroll", "a scroll that reads the same from both ends")


class Player:
    def __init__(self):
        self.items = []
        self.turns = 0

    def has(self, item):
        return item in self.items


class Finished(Exception):
    def __init__(self, ending):
        super().__init__(ending)
        self.ending = ending


def take(player, here, name):
    """Says what happens when the player takes something."""
    for item in here:
        if item.name == name:
            here.remove(item)
            player.items.append(item)
            yield f"You take {item.description}."
            return True
    yield f"There is no {name} here."
    return False


def common(player, command):
    """What can be done everywhere; returns whether the command was understood."""
    match command:
        case ["inventory" | "i"]:
            if not player.items:
                yield "You carry nothing."
            for number, item in enumerate(player.items, 1):
                yield f"{number}. {item.description}"
        case ["quit"]:
            raise Finished("You lie down and sleep. The serpent does not.")
        case ["wait", count] if count.isdigit():
            for turn in range(int(count)):
                yield f"Time passes ({turn + 1})."
        case _:
            return False
    return True


def cave(player, here):
    yield "You are in a cave. A passage leads north."
    while True:
        command = yield
        match command:
            case ["look"]:
                yield "Things here: " + (", ".join(item.name for item in here) or "none")
            case ["take", name]:
                yield from take(player, here, name)
            case ["go", "north"] if player.has(LAMP):
                return "hall"
            case ["go", "north"]:
                yield "It is too dark to go there."
            case _:
                if not (yield from common(player, command)):
                    yield f"You cannot {' '.join(command)} in a cave."


def hall(player, here):
    yield "You are in a hall of mirrors. There is a door in the east; the cave is south."
    mirrors = {"left": "your left hand", "right": "your right hand", "middle": "the serpent"}
    try:
        while True:
            command = yield
            match command:
                case ["look", ("left" | "right" | "middle") as mirror]:
                    yield f"The {mirror} mirror shows {mirrors[mirror]}."
                    if mirror == "middle" and KEY not in player.items:
                        here.append(KEY)
                        yield "Something clinks on the floor."
                case ["look"]:
                    yield "Mirrors: " + ", ".join(sorted(mirrors))
                case ["take", name]:
                    yield from take(player, here, name)
                case ["go", "south"]:
                    return "cave"
                case ["go", "east"]:
                    if player.has(KEY):
                        return "library"
                    yield "The door is locked."
                case _:
                    if not (yield from common(player, command)):
                        yield "A thousand of you shake their heads."
    finally:
        player.turns += 100


def library(player, here):
    yield "You are in a library. The serpent reads with one head and watches you with the other."
    riddles = {"what has an end at each beginning": "amphis", "what is read backwards": "scroll"}
    for question, answer in riddles.items():
        yield f"It asks: {question}?"
        while (command := (yield)) != ["say", answer]:
            if not (yield from common(player, command)):
                yield "It hisses from both ends."
        yield "It nods twice."
    here.append(SCROLL)
    yield from take(player, here, "scroll")
    raise Finished("The serpent lets you go, in either direction.")


SCENES = {"cave": cave, "hall": hall, "library": library}


def story(player):
    """Runs scene after scene; a scene's return value is the name of the next."""
    contents = {"cave": [LAMP], "hall": [], "library": []}
    name = "cave"
    while name:
        name = yield from SCENES[name](player, contents[name])


def play(script):
    player = Player()
    game = story(player)
    say = next(game)
    commands = iter(script)
    try:
        while True:
            while say is not None:
                print(say)
                say = next(game)
            line = next(commands, "quit")
            print(">", line)
            player.turns += 1
            say = game.send(line.lower().split())
    except Finished as finished:
        print(f"*** {finished.ending} ({player.turns} points, {player.items})")


SCRIPT = """\
go north
look
take lamp
take lamp
inventory
go north
look
look left
go east
look middle
take key
dance
go south
fly
go north
go east
say nothing
i
say amphis
wait 3
say scroll
""".splitlines()

if len(sys.argv) > 1:
    play(open(sys.argv[1]).read().splitlines())
else:
    play(SCRIPT)
    play(["look", "take sword", "wait 2"])
