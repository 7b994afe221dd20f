"""What an attack found: puzzle by puzzle, added up, and as lines to print."""

from dataclasses import dataclass, field

from indicators.attack.puzzle import Contradiction, Standing
from indicators.attack.solver import solve


@dataclass
class Target:
    """One table under attack. `cells` can be read in it, marks included. `without_ours` gives the same puzzle with
    nothing but what the state has published: what comes out of that, no rule of the district can keep."""

    puzzle: object
    cells: int
    without_ours: object = None

    @property
    def name(self):
        return self.puzzle.name


@dataclass
class Tally:
    """The sums over some tables. Findings are sentences that name cells and never a value."""

    label: str
    tables: int = 0
    cells: int = 0
    hidden: int = 0
    for_others: int = 0
    recovered: int = 0
    by_state: int = 0
    unproven: int = 0
    seconds: float = 0.0
    findings: list = field(default_factory=list)

    @property
    def share_hidden(self):
        return 100 * self.hidden / self.cells if self.cells else 0.0

    @property
    def holds(self):
        return not self.recovered and not self.unproven and not self.findings

    def add(self, other):
        for name in ("tables", "cells", "hidden", "for_others", "recovered", "by_state", "unproven", "seconds"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.findings += other.findings

    @property
    def line(self):
        return (
            f"{self.label}: {self.tables} tables, {self.cells} cells, {self.hidden} hidden ({self.share_hidden:.1f}%, "
            f"{self.for_others} of them only to protect others), {self.recovered} recovered, "
            f"{self.by_state} given away by the state's files, {self.unproven} not decided, {self.seconds:.1f} s"
        )


def attack(label, targets, *, seconds, clock):
    """Attack some tables, each for at most so many seconds of `clock`."""
    tally = Tally(label)
    for target in targets:
        started = clock()
        tally.add(attack_one(target, seconds))
        tally.seconds += clock() - started
    return tally


def attack_one(target, seconds):
    tally = Tally(target.name, tables=1, cells=target.cells, hidden=len(target.puzzle.hidden))
    tally.for_others = len(target.puzzle.for_others)
    try:
        answers = solve(target.puzzle, seconds=seconds)
    except Contradiction:
        tally.unproven = tally.hidden
        tally.findings.append(f"{target.name}: no table fits what is published, so nothing could be shown")
        return tally
    found = [answer for answer in answers if answer.is_recovered]
    given = given_by_state(target, found, seconds) if found else set()
    for answer in answers:
        if answer.key in given:
            tally.by_state += 1
        elif answer.is_recovered:
            tally.recovered += 1
            how = "comes out" if answer.standing == Standing.EXACT else "is nearly known"
            tally.findings.append(f"{target.name}: {named(answer.key)} {how}")
        elif answer.standing == Standing.UNPROVEN:
            tally.unproven += 1
    return tally


def given_by_state(target, found, seconds):
    """The keys that come out of what the state has published alone."""
    if target.without_ours is None:
        return set()
    puzzle = target.without_ours()
    wanted = {answer.key for answer in found}
    puzzle.hidden = {key: puzzle.hidden[key] for key in wanted if key in puzzle.hidden}
    try:
        return {answer.key for answer in solve(puzzle, seconds=seconds) if answer.is_recovered}
    except Contradiction:
        return set()


def named(key):
    """A cell in words for the operator; the students and counts that tell releases apart are left out."""
    parts = key[:-1] if isinstance(key, tuple) and len(key) > 3 else key
    return " ".join(str(part) for part in parts if part not in ("", None)) if isinstance(parts, tuple) else str(parts)


__all__ = ["Tally", "Target", "attack"]
