"""Two groups of schools held against each other: counts, middles, and a difference with its interval.

Each school counts once, whatever its size: students of one school are no independent witnesses. The difference is that
of Hodges and Lehmann, the middle of all differences between a school of the one group and a school of the other; its
interval comes from the exact distribution of the rank sum (Wilcoxon, Mann and Whitney) and supposes nothing about how
figures are spread. No chance is drawn: the same figures always give the same words.
"""

import math
from dataclasses import dataclass
from functools import cache
from statistics import median

SMALLEST_SIDE = 5  # schools in a group: with fewer, one school more or less would turn the words around
CONFIDENCE = 95  # percent
EXACT_UP_TO = 900  # pairs of schools; beyond, the usual approximation of the same distribution differs by nothing seen
NORMAL = 1.959964  # the normal distribution's 97.5 percent point


@dataclass(frozen=True)
class Comparison:
    """Figures of two groups. `low` to `high` is where the difference (above less below) lies with 95 % confidence."""

    above: int
    below: int
    above_middle: float
    below_middle: float
    difference: float
    low: float
    high: float
    is_exact: bool

    @property
    def tells_apart(self):
        """Whether the interval leaves no room for "no difference at all"."""
        return self.low > 0 or self.high < 0


def compare(above, below):
    """A `Comparison` of two lists of figures; None where a group has fewer than `SMALLEST_SIDE`."""
    if min(len(above), len(below)) < SMALLEST_SIDE:
        return None
    above, below = [float(one) for one in above], [float(one) for one in below]
    differences = sorted(one - other for one in above for other in below)
    is_exact = len(differences) <= EXACT_UP_TO
    cut = (exact_cut if is_exact else usual_cut)(*sorted((len(above), len(below))))
    return Comparison(
        above=len(above),
        below=len(below),
        above_middle=median(above),
        below_middle=median(below),
        difference=median(differences),
        low=differences[cut - 1],
        high=differences[-cut],
        is_exact=is_exact,
    )


@cache
def exact_cut(few, many):
    """How many differences from either end the interval begins: as many as 2.5 % of all orders of the schools allow."""
    orders = rank_sums(few, many)
    allowed = math.comb(few + many, few) * (100 - CONFIDENCE) / 200
    total = cut = 0
    for ways in orders:
        total += ways
        if total > allowed:
            break
        cut += 1
    return max(cut, 1)


def rank_sums(few, many):
    """In how many orders of all schools exactly u pairs stand one way round: [u = 0, 1, …], all orders together."""
    ways = [1] + [0] * (few * many)
    for number in range(1, few + 1):
        for u in range(len(ways) - 1, many + number - 1, -1):
            ways[u] -= ways[u - many - number]
        for u in range(number, len(ways)):
            ways[u] += ways[u - number]
    return ways


def usual_cut(few, many):
    spread = math.sqrt(few * many * (few + many + 1) / 12)
    return max(math.floor(few * many / 2 - NORMAL * spread), 1)
