"""Solves puzzles with HiGHS: of each hidden number, how far down and up it can go in a table that fits.

Two kinds of proof. That a number is safe is shown by tables: solutions in whole numbers, checked here in whole numbers,
in which it takes values far enough apart. That it comes out is shown by bounds: the linear programme without "whole"
already leaves too little, or the search over whole numbers has been finished. One solution is a witness for all numbers
of its table, so most are safe after a few runs and only the rest is asked for one by one.
"""

import random
import time
from math import ceil, floor

import highspy
import numpy as np

from indicators.attack.puzzle import Answer, Contradiction, Standing, components, narrowed
from indicators.quiet_solver import QuietSolver

NEAR = 1e-6  # what the solver calls whole
SWEEPS = 12  # runs that push all open numbers at once before each is asked alone
WHOLE_SECONDS = 5  # of one search over whole numbers
FAR = 10**7  # further than any count goes, where no end is known


def solve(puzzle, *, seconds=60):
    """The answers for all hidden numbers, in the order of their keys; whoever is not decided in time is UNPROVEN."""
    until = time.monotonic() + seconds
    bounds = narrowed(puzzle)
    found = {}
    for key, wanted in puzzle.hidden.items():
        low, high = bounds[key]
        if low == high or (high is not None and high - low + 1 < wanted):
            found[key] = _answer(key, low, high, wanted)
    for keys, sums in components(puzzle, bounds):
        asked = {key: puzzle.hidden[key] for key in keys if key in puzzle.hidden and key not in found}
        if asked:
            found |= _Part(keys, sums, bounds, asked, until).answers()
    return [found[key] for key in sorted(found, key=str)]


def _answer(key, low, high, wanted):
    if high is not None and high - low + 1 < wanted:
        return Answer(key, low, high, Standing.EXACT if low == high else Standing.NARROW)
    return Answer(key, low, high, Standing.SAFE)


class _Part:
    """Numbers that hang together, with the sums between them."""

    def __init__(self, keys, sums, bounds, asked, until):
        self.keys, self.asked, self.until = keys, asked, until
        self.place = {key: number for number, key in enumerate(keys)}
        self.low = np.array([bounds[key][0] for key in keys])
        self.high = np.array([FAR if bounds[key][1] is None else bounds[key][1] for key in keys])
        self.rows = [self._row(known, bounds) for known in sums]
        # The ends seen in tables that fit.
        self.least, self.most = {}, {}
        self.lp, self.whole = self._model(), None

    def _row(self, known, bounds):
        """One sum over the open numbers; what is settled goes to the other side."""
        factors, low, high = known
        settled = sum(factor * bounds[key][0] for key, factor in factors.items() if key not in self.place)
        open_ones = {self.place[key]: factor for key, factor in factors.items() if key in self.place}
        low = -highspy.kHighsInf if low is None else low - settled
        high = highspy.kHighsInf if high is None else high - settled
        return open_ones, low, high

    def _model(self, *, whole=False):
        solver = QuietSolver()
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = len(self.keys), len(self.rows)
        lp.col_cost_ = np.zeros(len(self.keys))
        lp.col_lower_, lp.col_upper_ = self.low.astype(float), self.high.astype(float)
        lp.row_lower_ = np.array([row[1] for row in self.rows], dtype=float)
        lp.row_upper_ = np.array([row[2] for row in self.rows], dtype=float)
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_ = np.cumsum([0, *(len(row[0]) for row in self.rows)])
        lp.a_matrix_.index_ = np.array([place for row in self.rows for place in row[0]])
        lp.a_matrix_.value_ = np.array([factor for row in self.rows for factor in row[0].values()], dtype=float)
        if whole:
            lp.integrality_ = [highspy.HighsVarType.kInteger] * len(self.keys)
        solver.passModel(lp)
        return solver

    # ------------------------------------------------------------------ all at once, then one by one

    def answers(self):
        self._sweep()
        found = {}
        for key, wanted in self.asked.items():
            place = self.place[key]
            if self._is_safe(place, wanted):
                found[key] = Answer(key, self.least[place], self._shown(self.most[place]), Standing.SAFE)
            else:
                found[key] = self._alone(key, place, wanted)
        return found

    def _is_safe(self, place, wanted):
        return place in self.least and self.most[place] - self.least[place] + 1 >= wanted

    @staticmethod
    def _shown(high):
        return None if high >= FAR else int(high)

    def _sweep(self):
        """Push all that are not safe yet to and fro, for as long as that helps."""
        rng = random.Random(1)
        idle = 0
        for turn in range(SWEEPS):
            open_ones = [self.place[key] for key, wanted in self.asked.items()
                         if not self._is_safe(self.place[key], wanted)]  # fmt: skip
            if not open_ones or idle == 3 or time.monotonic() > self.until:
                return
            cost = np.zeros(len(self.keys))
            for place in open_ones:
                cost[place] = (1, -1)[turn] if turn < 2 else rng.choice([-1, 1])
            before = len(open_ones)
            self._run(cost)
            after = sum(1 for key, wanted in self.asked.items() if not self._is_safe(self.place[key], wanted))
            idle = 0 if after < before or turn < 2 else idle + 1

    def _alone(self, key, place, wanted):
        """Lower and upper end of one number."""
        ends = [int(self.low[place]), int(self.high[place])]
        is_sure = True
        for side, sign in ((0, 1), (1, -1)):
            cost = np.zeros(len(self.keys))
            cost[place] = sign
            bound = self._run(cost, bound_only=True)
            if bound is None:
                is_sure = False
            else:
                ends[side] = ceil(bound - NEAR) if side == 0 else floor(-bound + NEAR)
        if ends[1] - ends[0] + 1 < wanted:
            return _answer(key, ends[0], self._shown(ends[1]), wanted)
        for side, sign in ((0, 1), (1, -1)):
            if self._is_safe(place, wanted):
                break
            cost = np.zeros(len(self.keys))
            cost[place] = sign
            bound = self._run_whole(cost)
            if bound is None:
                is_sure = False
            else:
                ends[side] = ceil(bound - NEAR) if side == 0 else floor(-bound + NEAR)
        if self._is_safe(place, wanted):
            return Answer(key, self.least[place], self._shown(self.most[place]), Standing.SAFE)
        if ends[1] - ends[0] + 1 < wanted:
            return _answer(key, ends[0], self._shown(ends[1]), wanted)
        # Both ends were found for sure and lie far enough apart: the solver's tables were only not checked.
        standing = Standing.SAFE if is_sure else Standing.UNPROVEN
        return Answer(key, ends[0], self._shown(ends[1]), standing)

    # ------------------------------------------------------------------ the solver

    def _run(self, cost, *, bound_only=False):
        """Least value of an objective without asking for whole numbers (None: not found in time); keeps what it saw."""
        value, point = self._ask(self.lp, cost, self.until - time.monotonic())
        if point is not None and not self._keep(point) and not bound_only:
            self._run_whole(cost)
        return value

    def _run_whole(self, cost):
        """The same over whole numbers; the value is a bound that is sure."""
        if self.whole is None:
            self.whole = self._model(whole=True)
        value, point = self._ask(self.whole, cost, min(WHOLE_SECONDS, self.until - time.monotonic()))
        if point is not None:
            self._keep(point)
        return value

    def _ask(self, solver, cost, seconds):
        if seconds <= 0:
            return None, None
        solver.changeColsCost(len(cost), np.arange(len(cost), dtype=np.int32), cost)
        solver.setOptionValue("time_limit", solver.getRunTime() + seconds)
        solver.run()
        status, info = solver.getModelStatus(), solver.getInfo()
        if status == highspy.HighsModelStatus.kInfeasible:
            raise Contradiction
        is_whole = solver is self.whole
        point = None
        if info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible:
            point = np.array(solver.getSolution().col_value)
        if status == highspy.HighsModelStatus.kOptimal:
            return (info.mip_dual_bound if is_whole else info.objective_function_value), point
        return None, point

    def _keep(self, point):
        """Whether a solution is a table that fits, in whole numbers; then it widens what every number was seen at."""
        rounded = np.rint(point).astype(int)
        if np.abs(point - rounded).max() > NEAR * 100 or (rounded < self.low).any() or (rounded > self.high).any():
            return False
        values = rounded.tolist()
        for factors, low, high in self.rows:
            total = sum(factor * values[place] for place, factor in factors.items())
            if not low <= total <= high:
                return False
        for key in self.asked:
            place = self.place[key]
            value = values[place]
            self.least[place] = min(self.least.get(place, value), value)
            self.most[place] = max(self.most.get(place, value), value)
        return True


__all__ = ["solve"]
