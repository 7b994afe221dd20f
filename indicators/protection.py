"""Complementary suppression: hide further cells until no sum says more about a hidden cell than its asterisk does.

Who we protect against knows every published figure and band, the size of every group (enrolment is public), all
sums of `indicators.sums`, and that counts are whole numbers from 0 to the size of the group. The criterion: for such
a reader at least `min_numerator` different numerators remain possible for each hidden cell (0 to 5 is what an
asterisk says), or all there are where the group is smaller; a banded figure keeps at least two.

That is not assumed but shown, cell by cell, by the moves of `indicators.moves`: other tables with the same published
figures and the same sums in which the hidden cell has another value. Where the moves do not reach far enough, the
cheapest cells that would allow one are hidden as well: smallest groups first, then smallest schools, totals last.
Hiding more never spoils what was shown before, so the work ends, and the result does not depend on the order of the
input. docs/decisions/007 says why it is done so.
"""

from dataclasses import dataclass, field

from indicators.dimensions import Dimension
from indicators.moves import Moves
from indicators.sums import Sums

COSTS = (1, 2, 3, 4, 6, 8, 12)  # of hiding further cells, tried in turn


@dataclass
class Protected:
    also_hidden: list = field(default_factory=list)
    unprotected: list = field(default_factory=list)


def protect(spots, rule):
    """The keys to hide besides those already hidden, and hidden keys for which no sufficient witness was found."""
    return Protection(Sums(spots), rule).run()


class Protection:
    def __init__(self, sums, rule):
        self.rule = rule
        self.sums = sums
        self.spots = sums.spots
        self.moves = Moves(sums)
        self.result = Protected()

    def run(self):
        self.queue = sorted((key for key in self.spots if self.needed(key)), key=self.order)
        for key in list(self.queue):
            self.hide_breakdowns_of(key)
        position = 0
        while position < len(self.queue):  # hiding a cell puts it at the end of the queue
            self.protect(self.queue[position])
            position += 1
        # What was hidden later may protect what nothing protected when its turn came.
        self.result.unprotected = [key for key in self.result.unprotected if not self.is_protected(key)]
        self.result.also_hidden.sort()
        return self.result

    @staticmethod
    def order(key):
        return key[1] != Dimension.ALL, key

    def needed(self, key):
        """How many other values must stay possible for a cell; 0 for one that needs no protection."""
        spot = self.spots[key]
        if (spot.is_hidden and not spot.is_helper) or (spot.is_rest and self.is_small(spot)):
            wanted = 1 if spot.count is None else self.rule.min_numerator - 1
        else:
            wanted = 1 if spot.is_helper or spot.is_banded else 0
        return wanted if spot.high is None else min(wanted, spot.high - spot.low)

    def is_small(self, rest):
        if rest.count < self.rule.min_numerator:
            return True
        if rest.total is None:
            return False
        return rest.total < self.rule.min_denominator or rest.total - rest.count < self.rule.min_complement

    def protect(self, key):
        while not self.is_protected(key):
            opened = self.cheapest_to_open(key) or self.smallest_neighbour(key)
            if not opened:
                self.result.unprotected.append(key)
                return
            for other in opened:
                self.hide(other)

    def hide(self, key):
        spot = self.spots[key]
        if spot.is_hidden or not spot.may_hide:
            return
        was_open = spot.is_open
        spot.is_hidden = spot.is_helper = True
        spot.low, spot.high = 0, spot.total
        if not was_open:
            self.moves.opened(key)
        self.result.also_hidden.append(key)
        self.queue.append(key)
        self.hide_breakdowns_of(key)

    def hide_breakdowns_of(self, key):
        """Where all students of a school are hidden, so is every group: their sum would give them away."""
        place, dimension, _group = key
        if dimension == Dimension.ALL and self.spots[key].is_hidden:
            for other in self.sums.keys_at[place]:
                if other != key:
                    self.hide(other)

    def is_protected(self, key):
        """Whether moves among hidden cells reach enough other values of this cell."""
        missing = self.needed(key)
        for direction in (1, -1):
            if missing > 0:
                missing -= self.moves.walk(key, direction, missing)
        return missing <= 0

    def cheapest_to_open(self, key):
        """The shown cells to hide so that one more move becomes possible; empty where none was found."""
        for cost in COSTS:
            for direction in (1, -1):
                self.moves.walk(key, direction, self.rule.min_numerator)
                move = self.moves.find(key, direction, cost)
                if move:
                    return sorted(other for other in move if not self.spots[other].is_open)
        return []

    def smallest_neighbour(self, key):
        """The last resort where no move was found in time: the smallest cell that shares a sum."""
        near = {other for number, _sign in self.sums.sums_of[key] for other, _sign in self.sums.sums[number]}
        closed = [other for other in near if self.spots[other].may_hide and not self.spots[other].is_hidden]
        return sorted(closed, key=self.moves.size)[:1]
