# size: 200
# count: 1
# A puzzle on a board of hexagons: place numbered pieces so that each piece's number is the number
# of its occupied neighbours. Sets of candidates, propagation, depth-first search.
import sys

DIRECTIONS = ((1, 0), (0, 1), (-1, 1), (-1, 0), (0, -1), (1, -1))


class Board:
    def __init__(self, radius):
        self.cells = []
        for q in range(-radius, radius + 1):
            for r in range(-radius, radius + 1):
                if abs(q + r) <= radius:
                    self.cells.append((q, r))
        places = {cell: number for number, cell in enumerate(self.cells)}
        self.neighbours = []
        for q, r in self.cells:
            around = [(q + dq, r + dr) for dq, dr in DIRECTIONS]
            self.neighbours.append([places[cell] for cell in around if cell in places])


class Solver:
    def __init__(self, board, pieces):
        self.board = board
        self.pieces = pieces
        self.nodes = 0
        self.solutions = 0

    def start(self):
        candidates = []
        for neighbours in self.board.neighbours:
            candidates.append({-1} | {piece for piece in range(7) if piece <= len(neighbours) and self.pieces[piece]})
        return candidates

    def consistent(self, candidates):
        """Removes candidates that cannot be right; false when a cell has none left."""
        changed = True
        while changed:
            changed = False
            for cell, options in enumerate(candidates):
                sure = 0
                possible = 0
                for neighbour in self.board.neighbours[cell]:
                    others = candidates[neighbour]
                    if -1 not in others:
                        sure += 1
                    if len(others) > 1 or -1 not in others:
                        possible += 1
                wrong = [one for one in options if one != -1 and not sure <= one <= possible]
                if wrong:
                    candidates[cell] = options = options - set(wrong)
                    changed = True
                if not options:
                    return False
        for piece in range(7):
            fixed = 0
            open_places = 0
            for options in candidates:
                if piece in options:
                    open_places += 1
                    fixed += len(options) == 1
            if fixed > self.pieces[piece] or open_places < self.pieces[piece]:
                return False
        return True

    def right(self, candidates):
        filled = [min(options) >= 0 for options in candidates]
        for cell, options in enumerate(candidates):
            around = sum(filled[neighbour] for neighbour in self.board.neighbours[cell])
            if filled[cell] and around != min(options):
                return False
        return True

    def search(self, candidates, limit):
        self.nodes += 1
        if self.nodes >= limit:
            return
        if not self.consistent(candidates):
            return
        choice = -1
        fewest = 99
        for cell, options in enumerate(candidates):
            if 1 < len(options) < fewest:
                fewest = len(options)
                choice = cell
        if choice < 0:
            self.solutions += self.right(candidates)
            return
        for option in sorted(candidates[choice], reverse=True):
            trial = candidates[:]
            trial[choice] = {option}
            self.search(trial, limit)


def scatter(board, seed):
    """The pieces of a puzzle that has a solution: those of a board filled at random."""
    filled = set()
    for cell in range(len(board.cells)):
        seed = (seed * 48271) % 2147483647
        if seed % 100 < 65:
            filled.add(cell)
    pieces = [0] * 7
    for cell in filled:
        pieces[len(filled.intersection(board.neighbours[cell]))] += 1
    return pieces


def main(n):
    board = Board(2)
    found = []
    for seed in range(1, n + 1):
        pieces = scatter(board, seed * 1009)
        solver = Solver(board, pieces)
        solver.search(solver.start(), 150)
        found.append((solver.nodes, solver.solutions))
    print(sum(nodes for nodes, _ in found), sum(solutions for _, solutions in found), found[:5])


main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
