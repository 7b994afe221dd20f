"""What somebody knows who wants to know more: numbers that are whole, where they lie, and what they add up to."""

from dataclasses import dataclass, field
from math import ceil, floor

from django.db import models


class Standing(models.TextChoices):
    """What the attack found out about a hidden number."""

    SAFE = "SAFE"  # as many values remain possible as the rule asks for; each was seen in a table that fits
    EXACT = "EXACT"  # one value is left
    NARROW = "NARROW"  # fewer values are left than the rule asks for
    UNPROVEN = "UNPROVEN"  # neither was shown in the time that was given


@dataclass
class Puzzle:
    """`bounds`: {key: (lowest, highest or None)} of every number. `sums`: ({key: factor}, lowest, highest or None) of
    what is known of some together. `hidden`: {key: how many values must stay possible}; `for_others`: those of them
    that are hidden only so that others do not come out.
    """

    name: str
    bounds: dict = field(default_factory=dict)
    sums: list = field(default_factory=list)
    hidden: dict = field(default_factory=dict)
    for_others: set = field(default_factory=set)

    def number(self, key, low=0, high=None, *, hidden=0):
        """One more number; `hidden` says how many values must remain possible (0: it is nobody's secret)."""
        self.bounds[key] = (low, high)
        if hidden:
            self.hidden[key] = hidden if high is None else min(hidden, high - low + 1)

    def equal(self, whole, parts):
        """That the parts make the whole."""
        self.sums.append(({whole: -1, **dict.fromkeys(parts, 1)}, 0, 0))

    def between(self, factors, low, high):
        self.sums.append((factors, low, high))


@dataclass(frozen=True)
class Answer:
    """Of a hidden number: the values between which it must lie (`high` may be None), and whether that is too near."""

    key: tuple
    low: int
    high: int | None
    standing: Standing

    @property
    def is_recovered(self):
        return self.standing in (Standing.EXACT, Standing.NARROW)


class Contradiction(Exception):
    """No table fits what is published: somebody made a mistake, the publisher or whoever built the puzzle."""


def narrowed(puzzle):
    """The bounds, made tighter by each sum alone until nothing changes. Raises Contradiction."""
    bounds = dict(puzzle.bounds)
    of_key = {}
    for number, (factors, _low, _high) in enumerate(puzzle.sums):
        for key in factors:
            of_key.setdefault(key, []).append(number)
    waiting, queued = list(range(len(puzzle.sums))), set(range(len(puzzle.sums)))
    turns = 20 * len(puzzle.sums)  # some puzzles creep forever; the solver does not need the last step
    while waiting and turns:
        number, turns = waiting.pop(), turns - 1
        queued.discard(number)
        for key in _tighten(puzzle.sums[number], bounds):
            for other in of_key[key]:
                if other not in queued:
                    queued.add(other)
                    waiting.append(other)
    return bounds


def _tighten(known, bounds):
    """Make the bounds of one sum's numbers tighter; the keys that changed."""
    factors, low, high = known
    least, no_least = _end(factors, bounds, upper=False)
    most, no_most = _end(factors, bounds, upper=True)
    if (not no_least and high is not None and least > high) or (not no_most and low is not None and most < low):
        raise Contradiction
    changed = []
    for key, factor in factors.items():
        own = bounds[key]
        ends = own if factor > 0 else (own[1], own[0])
        rest_least, rest_most = _rest(least, no_least, ends[0], factor), _rest(most, no_most, ends[1], factor)
        top = None if high is None or rest_least is None else high - rest_least
        bottom = None if low is None or rest_most is None else low - rest_most
        if factor < 0:
            top, bottom = bottom, top
        new_low = own[0] if bottom is None else max(own[0], ceil(bottom / factor))
        new_high = own[1] if top is None else floor(top / factor)
        if own[1] is not None and new_high is not None:
            new_high = min(own[1], new_high)
        if new_high is not None and new_low > new_high:
            raise Contradiction
        new = new_low, new_high
        if new != own:
            bounds[key] = new
            changed.append(key)
            new_ends = new if factor > 0 else (new[1], new[0])
            least, no_least = _replaced(least, no_least, ends[0], new_ends[0], factor)
            most, no_most = _replaced(most, no_most, ends[1], new_ends[1], factor)
    return changed


def _replaced(total, unknown, before, after, factor):
    """A sum's end after one of its numbers has got another end."""
    unknown += (after is None) - (before is None)
    return total + factor * ((after or 0) - (before or 0)), unknown


def _end(factors, bounds, *, upper):
    """(sum of the ends that are known, how many are not) of a sum's least or most."""
    total = unknown = 0
    for key, factor in factors.items():
        end = bounds[key][1] if (factor > 0) == upper else bounds[key][0]
        if end is None:
            unknown += 1
        else:
            total += factor * end
    return total, unknown


def _rest(total, unknown, own, factor):
    """The same without one of the numbers; None where another's end is not known."""
    if own is None:
        return total if unknown == 1 else None
    return total - factor * own if not unknown else None


def components(puzzle, bounds):
    """The numbers that are still open, in groups that have nothing to do with each other: (keys, sums) each."""
    leader = {key: key for key, (low, high) in bounds.items() if low != high}

    def find(key):
        while leader[key] != key:
            leader[key] = leader[leader[key]]
            key = leader[key]
        return key

    for factors, _low, _high in puzzle.sums:
        first, *others = [key for key in factors if key in leader] or [None]
        for key in others:
            leader[find(key)] = find(first)
    found = {}
    for key in leader:
        found.setdefault(find(key), ([], []))[0].append(key)
    for known in puzzle.sums:
        key = next((key for key in known[0] if key in leader), None)
        if key is not None:
            found[find(key)][1].append(known)
    return list(found.values())


__all__ = ["Answer", "Contradiction", "Puzzle", "Standing", "components", "narrowed"]
