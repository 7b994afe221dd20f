"""Complementary suppression: hide further cells until no sum says more about a hidden cell than its asterisk does.

Who we protect against knows every published figure and band, the size of every group (enrolment is public), all
sums of `indicators.sums`, and that counts are whole numbers from 0 to the size of the group. The criterion: for such
a reader at least `min_numerator` different numerators remain possible for every hidden cell, small or hidden only to
protect another (0 to 5 is what an asterisk says), or all there are where the group is smaller, which holds for what
only protects such a group as well: it cannot move further. A banded figure keeps at least two.

That is not assumed but shown, cell by cell, by witnesses: other tables with the same published figures and the same
sums in which the hidden cell has another value. A witness is the solution of a linear programme (HiGHS): move this cell
so far, change others so that every sum stays as it is, at the least cost, where changing a cell that is hidden anyway
costs nothing. Cells that the cheapest witness needs and that were still shown are hidden as well: smallest groups
first, totals last. Every witness is checked in whole numbers. Hiding more never spoils what was shown before, so the
work ends, and the result does not depend on the order of the input. decision 030 says why it is done so.
"""

from dataclasses import dataclass, field

from indicators.dimensions import Dimension
from indicators.sums import DISTRICT, ELSEWHERE, Sums
from indicators.witnesses import LITTLE, MUCH, Moves

BLOCK = 30  # schools that are looked at together first: a partner is found among so many, and the work stays linear
SWEEPS = 4  # up, down, and to and fro


@dataclass
class Protected:
    also_hidden: list = field(default_factory=list)
    unprotected: list = field(default_factory=list)


def protect(spots, rule, earlier=(), behind=()):
    """The keys to hide besides those already hidden, and hidden keys for which no sufficient witness was found.

    `earlier` holds the spots of releases before this one, as somebody may have kept them (`indicators.releases`);
    `behind` those of the students behind the events, judged before.
    """
    return Protection(Sums(spots, earlier, behind), rule).run()


class Protection:
    def __init__(self, sums, rule):
        self.rule = rule
        self.sums = sums
        self.spots = sums.spots
        self.least = dict.fromkeys(self.spots, 0)  # how far a cell was seen below and above its count
        self.most = dict.fromkeys(self.spots, 0)
        self.result = Protected()
        self.moves = Moves(sums)
        self.smallest = {}
        self.smallest = self.smallest_beside()

    def run(self):
        self.queue = sorted((key for key in self.spots if self.needed(key)), key=self.order)
        self.blocks = Blocks(self.moves, self.queue)
        self.sweep()
        position = 0
        while position < len(self.queue):  # hiding a cell puts it at the end of the queue
            self.protect(self.queue[position])
            position += 1
        # What was hidden later may protect what nothing protected when its turn came.
        for key in list(self.result.unprotected):
            self.stretch(key, self.blocks.whole)
        self.result.unprotected = [key for key in self.result.unprotected if self.missing(key)]
        self.result.also_hidden.sort()
        return self.result

    def sweep(self):
        """What is hidden anyway protects much of itself: a few witnesses for all at once, then each is asked alone."""
        for number in range(len(self.blocks.pieces)):
            for turn in range(SWEEPS):
                wanted = [key for key in self.queue if self.blocks.number_of(key) == number and self.missing(key)]
                wanted = [key for key in wanted if self.spots[key].count is not None]
                if not wanted:
                    break
                up = {key: 1 if (place + turn) % 2 else -1 for place, key in enumerate(wanted)} if turn > 1 else (
                    dict.fromkeys(wanted, 1 - 2 * turn))  # fmt: skip
                self.take(self.blocks.block(number).sweep(up))

    @staticmethod
    def order(key):
        return key[1] != Dimension.ALL, key

    def needed(self, key):
        """How many other values must stay possible for a cell; 0 for one that needs no protection."""
        spot = self.spots[key]
        if spot.is_nobody:
            return 0
        if spot.is_hidden or (spot.is_rest and self.is_small(spot)):
            wanted = 1 if spot.count is None else self.rule.min_numerator - 1
            if spot.is_helper:
                wanted = min([wanted, *(self.smallest.get(line, wanted) for line in lines_of(key))])
        else:
            wanted = 1 if spot.is_banded else 0
        return wanted if spot.high is None else min(wanted, spot.high - spot.low)

    def smallest_beside(self):
        """{a place's breakdown, or the schools of a group: students in the smallest group there that is protected}."""
        found = {}
        for key, spot in self.spots.items():
            if self.needed(key) and spot.total and not spot.is_helper:
                for line in {*lines_of(key), key[0]}:
                    found[line] = min(spot.total, found.get(line, spot.total))
        return found

    def is_small(self, rest):
        if rest.count < self.rule.min_numerator:
            return True
        if rest.total is None:
            return False
        return rest.total < self.rule.min_denominator or rest.total - rest.count < self.rule.min_complement

    def missing(self, key):
        """How many values the witnesses so far leave to be wished for."""
        return max(0, self.needed(key) - (self.most[key] - self.least[key]))

    def protect(self, key):
        for block in self.blocks.of(key):
            self.stretch(key, block)
            if not self.missing(key):
                return
        self.result.unprotected.append(key)

    def stretch(self, key, block):
        """Find witnesses for a cell among the cells of a block, up and down: first those that cost nothing, then those
        for which other cells have to be hidden."""
        for price in (LITTLE, MUCH):
            for direction in sorted((1, -1), key=lambda direction: (-self.moves.room(key, direction), -direction)):
                reached = self.most[key] if direction > 0 else -self.least[key]
                wanted = min(self.moves.room(key, direction), reached + self.missing(key))
                if wanted > reached:
                    self.take(block.find(key, direction * wanted, price))

    def take(self, changes):
        """Keep what a witness shows, and hide those of its cells that are still shown."""
        for key, change in changes.items():
            self.least[key] = min(self.least[key], change)
            self.most[key] = max(self.most[key], change)
        for key in sorted(changes):
            if not self.spots[key].is_open:
                self.hide(key)

    def hide(self, key):
        spot = self.spots[key]
        spot.is_hidden = spot.is_helper = True
        spot.low, spot.high = 0, spot.total
        self.blocks.opened(key)
        self.result.also_hidden.append(key)
        self.queue.append(key)


def lines_of(key):
    """The lines of a table in which a cell stands: its school's breakdown (of all students: every one), its group."""
    place, dimension, group = key
    return (place if dimension == Dimension.ALL else (place, dimension)), (dimension, group)


class Blocks:
    """The table in pieces of `BLOCK` schools, each with the district's row; and whole, where a piece is not enough."""

    def __init__(self, moves, needed):
        self.moves = moves
        busy = {}
        for key in needed:
            busy[key[0]] = busy.get(key[0], 0) + 1
        schools = {key[0] for key in moves.spots} - {DISTRICT, ELSEWHERE}
        # Schools with much to hide side by side: they protect each other for nothing.
        ordered = sorted(schools, key=lambda place: (-busy.get(place, 0), place))
        pieces = [ordered[start : start + BLOCK] for start in range(0, len(ordered), BLOCK)] or [[]]
        self.block_of = {place: number for number, piece in enumerate(pieces) for place in piece}
        self.pieces = [{DISTRICT, ELSEWHERE, *piece} for piece in pieces]
        self.made = {}

    def block(self, number):
        if number not in self.made:
            self.made[number] = self.moves.among(None if number is None else self.pieces[number])
        return self.made[number]

    @property
    def whole(self):
        return self.block(None if len(self.pieces) > 1 else 0)

    def of(self, key):
        """Where to look for witnesses, one after the other."""
        yield self.block(self.number_of(key))
        if len(self.pieces) > 1:
            yield self.whole

    def number_of(self, key):
        return self.block_of.get(key[0], 0)

    def opened(self, key):
        for block in self.made.values():
            block.opened(key)
