"""Moves: other tables that look the same to the public (the witnesses of `indicators.protection`).

A move raises some hidden cells by one and lowers others so that every sum stays as it is: in one school one group up
and another down, in a second school the other way round. Walking from the true table, move after move, gives tables
that nobody can tell from it by what is published; the values a hidden cell takes on the way are all possible.
"""

from bisect import bisect_left, insort
from itertools import chain, islice

from indicators.dimensions import Dimension
from indicators.sums import DISTRICT, MADE_OF

MOST_STEPS = 150  # of one search; what is not found by then counts as not there, and more is hidden instead
LENGTHS = (4, 6, 10)  # cells in a move, shortest first
COST_OF_TOTAL = 4  # hiding a district figure costs as much as hiding four schools' figures
MOST_TOTALS = 6  # totals for which a search follows
MOST_REPAIRS = 40  # cells of one sum that are looked at, so that a thousand schools cost no more a cell than sixty
UNLIMITED = 10**9


def moved(ranking, before, after):
    """Put one entry of a sorted list in its new place."""
    del ranking[bisect_left(ranking, before)]
    insort(ranking, after)


class Moves:
    def __init__(self, sums):
        self.sums = sums
        self.spots = sums.spots
        self.changes = {}  # where the walk has got to: change from the true count, by cell
        self.dimensions = sorted({key[1] for key in self.spots if key[1] != Dimension.ALL})
        self.groups = {
            dimension: sorted({key[2] for key in self.spots if key[1] == dimension}) for dimension in self.dimensions
        }
        # What a search may change, the cheapest and smallest first: the cells of each sum, and the schools' totals.
        self.members = [
            sorted((*self.rank(key), sign) for key, sign in members if self.may_ever_move(key))
            for members in self.sums.sums
        ]
        self.totals = sorted(
            self.rank(key) for key in self.spots if key[1] == Dimension.ALL and self.may_ever_move(key)
        )

    def rank(self, key):
        return self.cost_of(key), *self.size(key)

    def may_ever_move(self, key):
        return self.spots[key].is_open or self.spots[key].may_hide

    def opened(self, key):
        """A cell was hidden: it costs nothing from now on."""
        closed, free = (COST_OF_TOTAL if self.is_dear(key) else 1, *self.size(key)), self.rank(key)
        if key[1] == Dimension.ALL:
            moved(self.totals, closed, free)
        for number, sign in self.sums.sums_of[key]:
            moved(self.members[number], (*closed, sign), (*free, sign))

    def walk(self, key, direction, wanted):
        """Move a cell up (1) or down (-1) from its true value by hidden cells alone; how far it got."""
        self.changes = {}
        reached = 0
        while reached < wanted and (move := self.find(key, direction, cost=0)):
            steps = min(wanted - reached, *(self.room(other, change) for other, change in move.items()))
            for other, change in move.items():
                self.changes[other] = self.changes.get(other, 0) + steps * change
            reached += steps
        return reached

    def find(self, key, direction, cost):
        """A move with `direction` at `key`, as {cell: +1 or -1}; None if none was found.

        Cells that are still shown take part up to `cost`: they would have to be hidden for it.
        """
        if self.room(key, direction) < 1:
            return None
        self.is_counted = self.spots[key].count is not None
        if key[1] == Dimension.ALL:
            return self.move_of_all_students(key, direction, cost)
        start = {key: direction}
        for self.longest in LENGTHS:
            self.steps = 0
            move = self.balance(start, self.sums.imbalance(start), cost)
            if move:
                return move
        return self.move_with_total(key, direction, cost)

    def balance(self, changes, wrong, cost):
        """Repair one unbalanced sum after the other by changing one more cell; depth first, best guess first."""
        if not wrong:
            return changes
        self.steps += 1
        # One more cell sits in three sums at most.
        if self.steps > MOST_STEPS or len(changes) + (len(wrong) + 2) // 3 > self.longest:
            return None
        number = min(wrong, key=lambda number: (len(self.sums.sums[number]), number))
        for key, change, left, price in self.repairs(number, wrong, changes, cost):
            found = self.balance({**changes, key: change}, left, cost - price)
            if found:
                return found
        return None

    def repairs(self, number, wrong, changes, cost):
        """Cells of a sum that could repair it: those that repair others too first, then the cheapest, the smallest."""
        found = []
        for key, sign, price in self.candidates(number, wrong, changes, cost):
            change = -sign if wrong[number] > 0 else sign
            if self.may_move(key, change):
                left = self.sums.with_change(wrong, key, change)
                found.append((len(left), price, self.size(key), key, change, left))
        found.sort(key=lambda repair: repair[:4])
        return [(key, change, left, price) for _wrong, price, _size, key, change, left in found]

    def candidates(self, number, wrong, changes, cost):
        """(cell, its sign, price) of a sum: all that stand in another wrong sum too, and the cheapest of the rest."""
        members = self.members[number]
        first = []
        if len(members) > MOST_REPAIRS:  # a sum over schools: it meets breakdowns, which are short, in one cell each
            short = [self.sums.sums[other] for other in wrong if len(self.sums.sums[other]) <= MOST_REPAIRS]
            first = [
                (self.cost_of(key), *self.size(key), sign)
                for key, _sign in chain.from_iterable(short)
                if self.may_ever_move(key)
                for held, sign in self.sums.sums_of[key]
                if held == number
            ]
        seen = set(changes)
        for price, _size, key, sign in chain(first, members[:MOST_REPAIRS]):
            if price <= cost and key[1] != Dimension.ALL and key not in seen:
                seen.add(key)
                yield key, sign, price

    def room(self, key, change):
        """How many steps of `change` a cell can still take, as far as the public can tell."""
        spot = self.spots[key]
        if spot.count is None:
            return UNLIMITED
        value = spot.count + self.changes.get(key, 0)
        low, high = (spot.low, spot.high) if spot.is_open else (0, spot.total)
        if change < 0:
            return value - low
        return UNLIMITED if high is None else high - value

    def may_move(self, key, change):
        spot = self.spots[key]
        if not spot.is_open and not spot.may_hide:
            return False
        if spot.count is None and self.is_counted:
            return False  # nobody here knows the true count: be as careful as if the public did
        return self.room(key, change) >= 1

    def cost_of(self, key):
        if self.spots[key].is_open:
            return 0
        return COST_OF_TOTAL if self.is_dear(key) else 1

    @staticmethod
    def is_dear(key):
        return key[0] == DISTRICT or key[1] == Dimension.ALL

    def size(self, key):
        spot = self.spots[key]
        size = spot.total if spot.total is not None else spot.count
        return (0 if size is None else size), key

    # ------------------------------------------------------------------ all students of a school

    def move_of_all_students(self, key, direction, cost, along=None):
        """A move of a total: one school up and another down (or the district along), in each breakdown in some group.

        `along` is a group of the school that has to take part.
        """
        place = key[0]
        starts = [{key: direction}]
        others = (other for price, _size, other in self.totals if other[0] != place and price <= cost)
        for other in islice(others, MOST_REPAIRS):
            change = direction if DISTRICT in (place, other[0]) else -direction
            if self.may_move(other, change):
                starts.append({key: direction, other: change})
        in_step = (self.with_groups(start, along) for start in starts)
        in_any_way = (self.with_whatever(start, along, direction, cost) for start in starts[:MOST_TOTALS])
        return next((move for move in chain(in_step, in_any_way) if move), None)

    def with_whatever(self, start, along, direction, cost):
        """The move of totals completed by a search, where the same group cannot move at both places."""
        if along:
            start = {**start, along: direction}
        self.steps, self.longest = 0, LENGTHS[-1] + len(start)
        return self.balance(start, self.sums.imbalance(start), cost)

    def move_with_total(self, key, direction, cost):
        """A group moves together with all students of its school, where those are hidden too."""
        total = key[0], Dimension.ALL, "ALL"
        if total not in self.spots or not self.spots[total].is_open or self.room(total, direction) < 1:
            return None
        return self.move_of_all_students(total, direction, cost, along=key)

    def with_groups(self, move, along):
        """The move of totals completed by one group in each breakdown; None where a sum stays wrong.

        The groups of a school whose total is hidden are hidden as well, so only their room matters here.
        """
        for dimension in self.dimensions:
            if self.wrong_within(dimension, move):
                move = self.with_one_group(move, dimension, along)
                if move is None:
                    return None
        return None if self.sums.imbalance(move) or (along and along not in move) else move

    def wrong_within(self, dimension, move):
        """The sums that involve a breakdown and that the move leaves wrong."""
        wrong = self.sums.imbalance(move)
        return [number for number in wrong if any(key[1] == dimension for key, _sign in self.sums.sums[number])]

    def with_one_group(self, move, dimension, along):
        places = {key[0]: change for key, change in move.items() if key[1] == Dimension.ALL}
        for group in self.groups[dimension]:
            tried = dict(move)
            for place, change in places.items():
                tried.update(self.group_and_those_it_is_in(place, dimension, group, change))
            if along and along[1] == dimension and along not in tried:
                continue
            new = (item for item in tried.items() if item[0] not in move)
            if not self.wrong_within(dimension, tried) and all(self.may_move(*item) for item in new):
                return tried
        return None

    def group_and_those_it_is_in(self, place, dimension, group, change):
        parents = [parent for (held, parent), parts in MADE_OF.items() if held == dimension and group in parts]
        return {
            (place, dimension, name): change for name in (group, *parents) if (place, dimension, name) in self.spots
        }
