"""Invented outcomes of the last school years: the district's own count of each indicator, by school and group.

Each student group of a school gets a size and a number who met the mark; a school is the sum of its groups, the
district the sum of its schools. Small groups are frequent, so that it can be seen how they are hidden.
"""

from dataclasses import dataclass

from indicators.models.values import DisplayStatus, Scope, ValueStatus

YEARS = 3
ALL = ("ALL", "ALL")

# Dimension → {group: share of the students}
COMPOSITION = {
    "RACE_ETH": {"HI": 0.55, "BL": 0.285, "WH": 0.08, "AS": 0.04, "MU": 0.035, "AM": 0.006, "PI": 0.004},
    "SES": {"FRPM": 0.78, "NOT_ELIG": 0.22},
    "RESIDENCY": {"HARTFORD_RESIDENT": 0.86, "NON_RESIDENT": 0.14},
    "ELL": {"EL": 0.21, "NOT_EL": 0.79},
    "SPED": {"SWD": 0.17, "NOT_SWD": 0.83},
}
# How much better (positive) or worse a group fares, in percent points of the good direction
ADVANTAGE = {"WH": 9, "AS": 8, "HI": -3, "BL": -2, "FRPM": -3, "NOT_ELIG": 10, "EL": -10, "NOT_EL": 3, "SWD": -14,
             "NOT_SWD": 3, "NON_RESIDENT": 7, "HARTFORD_RESIDENT": -1}  # fmt: skip


@dataclass(frozen=True)
class Story:
    """How an indicator went: `start` percent in the first year, `yearly` points a year, for these grades."""

    indicator: str
    instrument: str
    start: float
    yearly: float
    low_grade: int
    high_grade: int
    higher_is_better: bool = True
    outplaced: int = 0  # students who count for the district and for no school

    def level(self, age, quality):
        """Percent at a school `age` years after the first; `quality`: percent points of the good direction."""
        points = self.start + self.yearly * age + (quality if self.higher_is_better else -quality * 0.6)
        return min(98.5, max(1.5, points))


STORIES = (
    Story("COLLEGE_ACCEPT", "DISTRICT_COLLEGE_ACCEPT", 74, 2.2, 12, 12),
    Story("GRAD_4YR", "DISTRICT_GRAD_4YR", 73, 1.5, 12, 12, outplaced=58),
    Story("CCR_ACCESS", "DISTRICT_CCR_ACCESS", 77, 3.0, 9, 12),
    Story("ALG1_G9", "DISTRICT_ALG1_G9", 56, 1.1, 9, 9),
    Story("SSP_ADULT", "DISTRICT_SSP_ADULT", 71, 4.0, 6, 12),
    Story("READ_G3", "DISTRICT_READ_G3", 47, 1.8, 3, 3),
    Story("CHRONIC_ABS", "DISTRICT_CHRONIC", 27.5, -1.9, 0, 12, higher_is_better=False),
    Story("OSS_COUNT", "DISTRICT_SUSPENDED_STUDENTS", 9.5, -1.2, 0, 12, higher_is_better=False),
)
EVENTS_INSTRUMENT = "DISTRICT_OSS_EVENTS"
HEADINGS = """
    indicator scope school_code fall_year period dimension group instrument numerator denominator value
    display_status status
""".split()  # noqa: SIM905  as it is written


def outcome_rows(rng, places, last_year, years=YEARS, composition=COMPOSITION):
    """Rows of the portal's own table (`HEADINGS`): each story for each school that it applies to, and the district."""
    for story in STORIES:
        quality = {place.school.code: rng.gauss(0, 5) for place in places}
        for age in range(years):
            fall_year = last_year - years + 1 + age
            total = outplaced(rng, story, composition) if story.outplaced else {}
            for place in places:
                students = students_concerned(story, place, fall_year)
                if not students:
                    continue
                if rng.random() < 0.03:
                    yield not_reported(story, place.school.code, fall_year)
                    continue
                level = story.level(age, quality[place.school.code])
                tally = school_tally(rng, students, level, story.higher_is_better, composition)
                add_up(total, tally)
                by_race = fall_year == last_year and story.indicator != "OSS_COUNT"
                shown = tally if by_race else without_race(tally)
                yield from tally_rows(rng, story, Scope.SCHOOL, place.school.code, fall_year, shown)
            yield from tally_rows(rng, story, Scope.DISTRICT, "", fall_year, total)


def without_race(tally):
    """Most of the seven groups of a school are too small to be shown: schools file them for the last year only."""
    return {cell: counts for cell, counts in tally.items() if cell[0] != "RACE_ETH"}


def students_concerned(story, place, fall_year):
    """How many students of the school are in the story's grades (all grades are taken as equally large)."""
    opened = place.school.opened_on
    if not place.is_open or (opened and opened.year > fall_year):
        return 0
    low, high = (9, 12) if place.low_grade is None else (place.low_grade, place.high_grade)
    shared = min(high, story.high_grade) - max(low, story.low_grade) + 1
    return round(place.students * shared / (high - low + 1)) if shared > 0 else 0


def outplaced(rng, story, composition):
    """Students who are educated elsewhere: they count for the district and for none of its schools."""
    return school_tally(rng, story.outplaced, story.start - 25, story.higher_is_better, composition)


def school_tally(rng, students, level, higher_is_better, composition):
    """{(dimension, group): [how many met the mark, of how many]}; the groups of each dimension add up to all."""
    met = min(students, max(0, round(students * level / 100 + rng.gauss(0, students**0.5 / 4))))
    tally = {ALL: [met, students]}
    for dimension, shares in composition.items():
        sizes = split(rng, students, shares)
        wish = {}
        for group, size in sizes.items():
            points = ADVANTAGE.get(group, 0) * (1 if higher_is_better else -1)
            wish[group] = min(size, max(0, round(size * (level + points) / 100)))
        balance(wish, sizes, met)
        tally |= {(dimension, group): [wish[group], size] for group, size in sizes.items() if size}
    return tally


def split(rng, students, shares):
    """Each student falls into one group by chance."""
    sizes = dict.fromkeys(shares, 0)
    for group in rng.choices(list(shares), weights=list(shares.values()), k=students):
        sizes[group] += 1
    return sizes


def balance(wish, sizes, met):
    """Move the wished numbers until they add up to `met`, the groups with most room first."""
    missing = met - sum(wish.values())
    step = 1 if missing > 0 else -1
    for _ in range(abs(missing)):
        room = {group: sizes[group] - wish[group] if step > 0 else wish[group] for group in wish}
        wish[max(room, key=room.get)] += step


def add_up(total, tally):
    for cell, (met, of) in tally.items():
        sums = total.setdefault(cell, [0, 0])
        sums[0] += met
        sums[1] += of


def tally_rows(rng, story, scope, school_code, fall_year, tally):
    for (dimension, group), (met, of) in tally.items():
        value = round(100 * met / of, 1)
        yield row(story, scope, school_code, fall_year, dimension, group, met, of, value)
    if story.indicator == "OSS_COUNT":
        counted = tally if scope == Scope.DISTRICT else without_race(tally)
        for (dimension, group), events in events_of(rng, counted).items():
            yield row(story, scope, school_code, fall_year, dimension, group, "", "", events, EVENTS_INSTRUMENT)


def events_of(rng, tally):
    """Suspensions (events) where `tally` counts suspended students: a third of them more than once."""
    met = tally[ALL][0]
    events = {ALL: met + round(met * rng.uniform(0.25, 0.6))}
    for dimension in sorted({dimension for dimension, _ in tally} - {"ALL"}):
        cells = [cell for cell in tally if cell[0] == dimension]
        events |= {cell: tally[cell][0] for cell in cells}
        again = rng.choices(cells, weights=[tally[cell][0] or 0.001 for cell in cells], k=events[ALL] - met)
        for cell in again:
            events[cell] += 1
    return events


def row(story, scope, school_code, fall_year, dimension, group, met, of, value, instrument=""):
    return (
        story.indicator, scope.value, school_code, fall_year, "FINAL", dimension, group, instrument or story.instrument,
        met, of, value, DisplayStatus.REPORTED.value, ValueStatus.FINAL.value,
    )  # fmt: skip


def not_reported(story, school_code, fall_year):
    return (
        story.indicator, Scope.SCHOOL.value, school_code, fall_year, "FINAL", *ALL, story.instrument,
        "", "", "", DisplayStatus.NOT_REPORTED.value, ValueStatus.FINAL.value,
    )  # fmt: skip
