"""Whether something stays as it is over a long time: the rule of the soak, from samples alone.

Of each series the second half is judged (the first half fills caches and pools). It is cut into blocks of equal time;
their means follow one another almost independently, where single samples do not. A line through them, by least squares,
gives the growth in an hour, and Student's distribution the interval in which it lies at 95 %.

    flat        the growth in an hour is below the limit, at the upper end of the interval
    growing     it is above the limit, and above zero at the lower end of the interval
    undecided   neither: too short, or too restless to tell

Only `flat` passes. Who reads `undecided` lets it run longer: a leak of twice the limit is found then.
"""

from dataclasses import dataclass
from statistics import mean

BLOCKS = 10
T_95 = 2.306  # Student's t, two-sided 95 %, for BLOCKS - 2 degrees of freedom
HOUR = 3600.0


class TooShort(ValueError):
    """There are fewer samples than blocks in the second half."""


@dataclass(frozen=True)
class Growth:
    """Growth in an hour with the half width of its interval, in the unit of the series."""

    name: str
    an_hour: float
    give_or_take: float
    limit: float
    at_end: float

    @property
    def verdict(self):
        if self.an_hour + self.give_or_take < self.limit:
            return "flat"
        if self.an_hour > self.limit and self.an_hour - self.give_or_take > 0:
            return "growing"
        return "undecided"


def growth(name, samples, limit):
    """Judge [(seconds, value)] against at most `limit` more in an hour; raises TooShort."""
    second_half = later_half(sorted(samples))
    if len(second_half) < 2 * BLOCKS:
        raise TooShort(f"{name}: {len(second_half)} samples in the second half; {2 * BLOCKS} are needed.")
    points = block_means(second_half)
    slope, error = line(points)
    return Growth(name, slope * HOUR, T_95 * error * HOUR, limit, second_half[-1][1])


def later_half(samples):
    middle = (samples[0][0] + samples[-1][0]) / 2
    return [one for one in samples if one[0] >= middle]


def block_means(samples):
    size = len(samples) / BLOCKS
    blocks = [samples[round(number * size) : round((number + 1) * size)] for number in range(BLOCKS)]
    return [(mean(at for at, _value in block), mean(value for _at, value in block)) for block in blocks]


def line(points):
    """(slope, its standard error) of a line through the points by least squares."""
    middle_x, middle_y = mean(x for x, _y in points), mean(y for _x, y in points)
    spread = sum((x - middle_x) ** 2 for x, _y in points)
    slope = sum((x - middle_x) * (y - middle_y) for x, y in points) / spread
    rest = sum((y - middle_y - slope * (x - middle_x)) ** 2 for x, y in points)
    return slope, (rest / (len(points) - 2) / spread) ** 0.5
