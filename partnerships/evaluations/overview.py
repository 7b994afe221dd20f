"""How partnerships go in the district, criterion by criterion (initiative 1.7): how many stand at which level by side.

Only of evaluations that are shared. Levels are ranks: there is a median of them and no mean. Partnerships are counted,
never put in an order.
"""

from dataclasses import dataclass

from district import school_years
from partnerships.evaluations.comparing import Agreement, lines
from partnerships.models import Activity, Evaluation
from partnerships.models.evaluations import HIGHEST, LOWEST, Side


@dataclass
class Tally:
    """How many partnerships one side puts at each level of a criterion."""

    side: str
    levels: list
    without: int = 0  # cannot say, not asked, did not hand in, or too few families to show

    @property
    def rated(self):
        return sum(self.levels)

    @property
    def median(self):
        """The level in the middle, of an even number the lower one of the two; None without any."""
        below = 0
        for level, total in enumerate(self.levels, start=LOWEST):
            below += total
            if total and below * 2 >= self.rated:
                return level
        return None


@dataclass
class Standing:
    """One criterion in the district: a tally for each side, and how many partnerships its sides see how differently."""

    title: str
    key: tuple
    asks_families: bool
    tallies: dict
    agreement: dict


@dataclass(frozen=True)
class Coverage:
    """Of the partnerships that worked together in a year (a partner in use and a school with an activity of both, and
    those that were opened anyway) how many were opened, and how many are shared."""

    partnerships: int
    opened: int
    shared: int


def evaluations_of(fall_year):
    found = Evaluation.objects.filter(fall_year=fall_year).select_related("partner", "school", "rubric")
    return list(found.prefetch_related("sides", "rubric__criteria"))


def standings(evaluations):
    """A `Standing` for each criterion, the newest version's first; what was worded otherwise is a line of its own."""
    found = {}
    by_version = sorted((one for one in evaluations if one.is_shared), key=lambda one: -one.rubric.number)
    all_lines = lines(by_version)
    for evaluation in by_version:
        for line in all_lines[evaluation.pk]:
            key = line.criterion.trend_key
            if key not in found:
                tallies = {side.value: Tally(side.value, [0] * HIGHEST) for side in Side}
                found[key] = Standing(
                    line.criterion.say("title"), key, bool(line.criterion.families_ask), tallies,
                    dict.fromkeys(Agreement, 0),
                )  # fmt: skip
            count(found[key], line)
    return list(found.values())


def count(standing, line):
    said = {view.side: view.level for view in line.views}
    for side, tally in standing.tallies.items():
        if said.get(side):
            tally.levels[said[side] - LOWEST] += 1
        else:
            tally.without += 1
    standing.agreement[line.agreement] += 1


def coverage(fall_year, evaluations):
    worked = worked_together(fall_year)
    opened = {(one.partner_id, one.school_id) for one in evaluations}
    shared = sum(one.is_shared for one in evaluations)
    return Coverage(len(worked | opened), len(opened), shared)


def worked_together(fall_year):
    """{(partner id, school id)} of active partners that had an activity with a school in the year."""
    days = school_years.first_day(fall_year), school_years.last_day(fall_year)
    pairs = Activity.objects.kept().filter(held_on__range=days, partners__is_active=True, school__isnull=False)
    return set(pairs.order_by().values_list("partners", "school").distinct())
