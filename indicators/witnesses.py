"""Witnesses: other tables that look the same to the public, found by a linear programme (`indicators.protection`).

A witness is written as what changes: so many students more here, so many fewer there, every sum as it was. Each cell
has two columns, up and down; each sum is a row that must stay at nothing. Changing what nobody can read is free,
changing a figure that is shown costs, for it would have to be hidden.
"""

import highspy
import numpy as np

from indicators.dimensions import Dimension
from indicators.quiet_solver import QuietSolver
from indicators.sums import DISTRICT

NEAR = 1e-6  # what the solver calls whole
FAR = 10**4  # as far as any change needs to go where no end is known
MUCH = 10**4  # what a student's change is worth where it must be had: more than any hiding
LITTLE = 0.01  # what it is worth where it may cost nothing: far less than any hiding
COST, COST_OF_TOTAL = 10, 40  # of a student's change in a cell that is shown; totals are wanted more than groups
LARGEST = 5  # what large groups cost more than small ones
WHOLE_SECONDS = 10  # of a search over whole numbers, where the programme alone gave halves


class Moves:
    def __init__(self, sums):
        self.sums = sums
        self.spots = sums.spots

    def among(self, places):
        """The search among the cells of some places; None: of all."""
        return Search(self, [key for key in self.spots if places is None or key[0] in places])

    def room(self, key, direction):
        """How many students more (1) or fewer (-1) a cell may have, as far as the public can tell."""
        spot = self.spots[key]
        if spot.count is None:
            return FAR
        low, high = (spot.low, spot.high) if spot.is_open else (0, spot.total)
        if direction < 0:
            return max(spot.count - low, 0)
        return FAR if high is None else max(high - spot.count, 0)

    def limits(self, key, *, is_counted=True):
        """The room up and down that a witness may use."""
        spot = self.spots[key]
        if not spot.is_open and not spot.may_hide:
            return 0, 0
        if spot.count is None and is_counted:
            return 0, 0  # nobody here knows the true count: be as careful as if the public did
        return self.room(key, 1), self.room(key, -1)

    def cost(self, key):
        spot = self.spots[key]
        if spot.is_open:
            return 0
        size = spot.total if spot.total is not None else spot.count
        dear = key[0] == DISTRICT or key[1] == Dimension.ALL
        return spot.price * ((COST_OF_TOTAL if dear else COST) + min((size or 0) / 100, LARGEST))


class Search:
    """The linear programme over some cells; it stays in the solver, and each search begins where the last one ended."""

    def __init__(self, moves, keys):
        self.moves, self.keys = moves, keys
        self.place = {key: number for number, key in enumerate(keys)}
        self.uncounted = [key for key in keys if moves.spots[key].count is None]
        self.rows = self._rows()
        entries = [(number, place, sign) for number, row in enumerate(self.rows) for place, sign in row]
        self.row_of, self.place_in, self.sign = np.array(entries, dtype=int).reshape(-1, 3).T
        self.solver = self._model()
        self.whole = None

    def _rows(self):
        """The sums over these cells; of the rest nothing changes."""
        numbers = sorted({number for key in self.keys for number, _sign in self.moves.sums.sums_of[key]})
        return [
            [(self.place[key], sign) for key, sign in self.moves.sums.sums[number] if key in self.place]
            for number in numbers
        ]

    def _model(self, *, whole=False):
        count = len(self.keys)
        limits = np.array([self.moves.limits(key) for key in self.keys], dtype=float).reshape(count, 2)
        costs = np.array([self.moves.cost(key) for key in self.keys], dtype=float)
        programme = highspy.HighsLp()
        programme.num_col_, programme.num_row_ = 2 * count, len(self.rows)
        programme.col_cost_ = np.concatenate([costs, costs])
        programme.col_lower_ = np.zeros(2 * count)
        programme.col_upper_ = np.concatenate([limits[:, 0], limits[:, 1]])
        programme.row_lower_ = programme.row_upper_ = np.zeros(len(self.rows))
        columns = [(column, sign * way) for row in self.rows for place, sign in row
                   for column, way in ((place, 1), (count + place, -1))]  # fmt: skip
        programme.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        programme.a_matrix_.start_ = np.cumsum([0, *(2 * len(row) for row in self.rows)])
        programme.a_matrix_.index_ = np.array([column for column, _factor in columns])
        programme.a_matrix_.value_ = np.array([factor for _column, factor in columns], dtype=float)
        if whole:
            programme.integrality_ = [highspy.HighsVarType.kInteger] * (2 * count)
        solver = QuietSolver()
        solver.passModel(programme)
        return solver

    def opened(self, key):
        """A cell was hidden: changing it costs nothing from now on."""
        if key in self.place:
            for solver in filter(None, (self.solver, self.whole)):
                self._put(solver, key, self.moves.limits(key), self.moves.cost(key))

    def _put(self, solver, key, limits, cost):
        for column, most in zip((self.place[key], len(self.keys) + self.place[key]), limits, strict=True):
            solver.changeColBounds(column, 0.0, float(most))
            solver.changeColCost(column, float(cost))

    def sweep(self, directions):
        """A witness that moves as many cells as it can at once, each in its direction, and changes nothing that is
        shown: {cell: change}. `directions`: {cell: 1 or -1}."""
        kept = {}
        for key, direction in directions.items():
            column = self.place[key] + (0 if direction > 0 else len(self.keys))
            kept[column] = self.moves.cost(key)
            self.solver.changeColCost(column, -LITTLE)
        self.solver.run()
        values = np.array(self.solver.getSolution().col_value)
        is_done = self.solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
        for column, cost in kept.items():
            self.solver.changeColCost(column, float(cost))
        found = self._checked(values) if is_done else None
        return found if found and all(self.moves.spots[key].is_open for key in found) else {}

    def find(self, key, change, price):
        """The cheapest witness in which a cell has changed so far, or as far as it can at this price of a student:
        {cell: change}."""
        found = self._ask(self.solver, key, change, price)
        if found is None:
            if self.whole is None:
                self.whole = self._model(whole=True)
                self.whole.setOptionValue("time_limit", float(WHOLE_SECONDS))
            found = self._ask(self.whole, key, change, price)
        return found or {}

    def _ask(self, solver, key, change, price):
        """One run. None where the solver did not come to whole numbers."""
        is_counted = self.moves.spots[key].count is not None
        loose = () if is_counted else self.uncounted
        for other in loose:
            self._put(solver, other, self.moves.limits(other, is_counted=False), self.moves.cost(other))
        up, down = (change, 0) if change > 0 else (0, -change)
        self._put(solver, key, (up, down), -price)
        if solver is self.whole:
            solver.setOptionValue("time_limit", solver.getRunTime() + WHOLE_SECONDS)
        solver.run()
        values = np.array(solver.getSolution().col_value)
        is_done = solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
        for other in loose:
            self._put(solver, other, self.moves.limits(other), self.moves.cost(other))
        self._put(solver, key, self.moves.limits(key), self.moves.cost(key))
        found = self._checked(values) if is_done else None
        return found if found is None or abs(found.get(key, 0)) <= abs(change) else None

    def _checked(self, values):
        """The witness in whole numbers, each sum tried; None where it is not one."""
        changes = values[: len(self.keys)] - values[len(self.keys) :]
        rounded = np.rint(changes).astype(int)
        if np.abs(changes - rounded).max(initial=0) > NEAR * 100:
            return None
        found = {self.keys[place]: int(rounded[place]) for place in np.nonzero(rounded)[0]}
        if np.bincount(self.row_of, weights=self.sign * rounded[self.place_in]).any():
            return None
        return found
