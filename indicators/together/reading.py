"""Engagement and an outcome, school by school: what was done beside the published figure, and how the figure moved.

Only exact published figures are drawn and compared; what is suppressed, banded or not reported is counted and said.
Nothing puts schools into an order of merit: tables stand by name, and differences are those of two groups.
"""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from statistics import median

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from district import school_years
from district.models import School, SchoolProfile
from indicators import cells, counterparts, instruments, pictures, series_breaks
from indicators.cells import Figure, amount
from indicators.charts import Words
from indicators.instruments import InstrumentUnit
from indicators.models.values import Scope
from indicators.peers.lines import lines
from indicators.together.among import Among, holds, offered_for
from indicators.together.choices import HOME_VISITS, choices, divides_by_students
from indicators.together.comparing import SMALLEST_SIDE, compare
from indicators.together.scatter import Labels, Point, scatter

YEARS_BACK = 8


@dataclass(frozen=True)
class Row:
    """One school: what it did (None: not stated), its figure of the year and of the earlier year (None: none)."""

    school: School
    done: float | None
    figure: Figure | None
    before: Figure | None
    is_above: bool | None = None

    @property
    def exact(self):
        return self.figure.exact if self.figure else None

    @property
    def change(self):
        """Points from the earlier year to this one; None unless both figures are exact."""
        if self.exact is None or self.before is None or self.before.exact is None:
            return None
        return self.exact - self.before.exact

    @property
    def is_drawn(self):
        return self.done is not None and self.exact is not None

    @property
    def is_drawn_as_change(self):
        return self.done is not None and self.change is not None


class Together:
    """What the page shows, for an `Asked`. Nine queries at most, however many schools there are."""

    def __init__(self, indicator, asked):
        self.indicator, self.asked = indicator, asked
        self.choice = choices()[asked.measure]

    # ------------------------------------------------------------------ what there is

    @cached_property
    def figures(self):
        """The published figures of schools for all students, in rates: counts say how large a school is."""
        rates = [one.code for one in instruments.of_indicator(self.indicator.pk) if is_rate(one)]
        return cells.published(
            cells.ALL_STUDENTS,
            computed=False,
            scope=Scope.SCHOOL,
            indicator_id=self.indicator.pk,
            instrument__in=rates,
            fall_year__range=(self.asked.fall_year - YEARS_BACK, self.asked.fall_year),
        )

    @cached_property
    def series(self):
        """{code: instrument} with figures of schools, the one with the newest figures first."""
        newest = {}
        for one in self.figures:
            newest[one.instrument] = max(one.fall_year, newest.get(one.instrument, 0))
        own = counterparts.own_series(self.indicator.primary_instrument)
        main = (self.indicator.primary_instrument, own)
        codes = sorted(newest, key=lambda code: (-newest[code], code not in main, code))
        return {code: instruments.INSTRUMENTS[code] for code in codes}

    @cached_property
    def instrument(self):
        return self.asked.instrument if self.asked.instrument in self.series else next(iter(self.series), "")

    @cached_property
    def years(self):
        """The school years of the series, oldest first."""
        return sorted({one.fall_year for one in self.figures if one.instrument == self.instrument})

    @property
    def is_empty(self):
        return not self.years

    @property
    def year(self):
        return self.years[-1]

    @cached_property
    def since(self):
        """The earlier year: the one asked for, else the one before the newest; None where there is none."""
        earlier = self.years[:-1]
        if self.asked.since in earlier:
            return self.asked.since
        return earlier[-1] if earlier else None

    @cached_property
    def broken_in(self):
        """The school year between the two from which another definition counts: then nothing moved, it is counted
        differently. None where both are counted alike."""
        return None if self.since is None else series_breaks.crossed(self.indicator, self.since, self.year)

    @cached_property
    def by_school(self):
        """{(school id, year): figure} of the series."""
        return {(one.school_id, one.fall_year): one for one in self.figures if one.instrument == self.instrument}

    @cached_property
    def done(self):
        return self.choice.of(self.year)

    @cached_property
    def schools(self):
        """[(school, lowest grade, highest grade)] open in the year and asked for the indicator, by name."""
        profiles = SchoolProfile.objects.in_year(self.year).values_list("school_id", "low_grade", "high_grade")
        grades = {school: (low, high) for school, low, high in profiles}
        found = []
        for school in School.objects.open_in(self.year).order_by("name", "code"):
            low, high = grades.get(school.pk, (None, None))
            if self.indicator.applies_to(low, high):
                found.append((school, low, high))
        return found

    @cached_property
    def span(self):
        """The span asked for, else grades up to 8 or high schools, whichever has more schools to draw."""
        if self.asked.span:
            return Among(self.asked.span)
        drawn = Counter()
        for school, low, high in self.schools:
            figure = self.by_school.get((school.pk, self.year))
            if school.pk in self.done and figure is not None and figure.exact is not None:
                drawn.update(span for span in (Among.TO_GRADE_8, Among.WITH_HIGH_GRADES) if holds(span, low, high))
        offered = [span for span in (Among.TO_GRADE_8, Among.WITH_HIGH_GRADES) if span in offered_for(self.indicator)]
        return max(offered, key=lambda span: drawn[span])

    # ------------------------------------------------------------------ schools

    @cached_property
    def line(self):
        """Where schools are told apart: as asked, as the measure says, else at the middle school."""
        if self.asked.line is not None:
            return float(self.asked.line)
        if self.choice.line is not None:
            return float(self.choice.line)
        known = [row.done for row in self.unsorted_rows if row.is_drawn]
        return median(known) if known else None

    @cached_property
    def unsorted_rows(self):
        return [
            Row(
                school,
                self.done.get(school.pk),
                self.by_school.get((school.pk, self.year)),
                self.by_school.get((school.pk, self.since)) if self.broken_in is None else None,
            )
            for school, low, high in self.schools
            if holds(self.span, low, high)
        ]

    @cached_property
    def rows(self):
        """The schools of the span by name, each told on which side of the line it is."""
        return [
            Row(
                row.school,
                row.done,
                row.figure,
                row.before,
                None if row.done is None or self.line is None else round(row.done, 4) >= self.line,
            )
            for row in self.unsorted_rows
        ]

    @cached_property
    def drawn(self):
        return [row for row in self.rows if row.is_drawn]

    @cached_property
    def level(self):
        """The figures of the two groups compared; None where a group is too small."""
        return self.compared("is_drawn", "exact")

    @cached_property
    def movement(self):
        """The changes of the two groups compared; None where a group is too small."""
        return self.compared("is_drawn_as_change", "change")

    def compared(self, is_part, what):
        parts = [row for row in self.rows if getattr(row, is_part)]
        sides = ([getattr(row, what) for row in parts if row.is_above is side] for side in (True, False))
        return compare(*sides)

    @property
    def sides(self):
        """How many schools are drawn at or above the line, and below it."""
        above = sum(row.is_above for row in self.drawn)
        return above, len(self.drawn) - above

    # ------------------------------------------------------------------ pictures

    @cached_property
    def picture(self):
        """The figures of the year; None where there is no school to draw."""
        middles = (self.level.above_middle, self.level.below_middle) if self.level else (None, None)
        title = _("%(figure)s and %(done)s, %(year)s: %(schools)s") % {
            "figure": self.label,
            "done": self.choice.label,
            "year": self.year_label,
            "schools": counted_schools(len(self.drawn)),
        }
        up_label = self.label
        return self.scatter_of("level", title, self.drawn, "exact", middles, up_label, self.figure_text)

    @cached_property
    def picture_of_change(self):
        rows = [row for row in self.rows if row.is_drawn_as_change]
        middles = (self.movement.above_middle, self.movement.below_middle) if self.movement else (None, None)
        words = {"since": self.since_label, "year": self.year_label}
        up_label = _("Change from %(since)s to %(year)s, in points") % words
        return self.scatter_of("change", up_label, rows, "change", middles, up_label, change_text)

    def scatter_of(self, key, title, rows, what, middles, up_label, up_text):
        if not rows:
            return None
        said = "; ".join(
            f"{row.school.name}: {self.done_text(row.done)}, {up_text(getattr(row, what))}" for row in rows
        )
        line = self.done_text(self.line)
        return scatter(
            Words(key, title, said),
            [
                Point(
                    row.school.name,
                    row.done,
                    float(getattr(row, what)),
                    is_above=row.is_above,
                    is_asked_for=row.school.code == self.asked.school,
                )
                for row in rows
            ],
            labels=Labels(
                across=str(self.choice.label),
                up=up_label,
                above=_("at or above the line"),
                below=_("below the line"),
                middle=_("the middle school of a group") if middles[0] is not None else "",
                line=_("Line: %(line)s") % {"line": line},
                begins=_("The upright scale begins at %(value)s and not at zero."),
            ),
            across_text=self.done_text,
            up_text=up_text,
            line=self.line,
            middles=middles,
            most=(100 if self.choice.is_percent else None, 100 if what == "exact" and self.is_percent else None),
        )

    # ------------------------------------------------------------------ year by year

    @cached_property
    def story(self):
        """{year: (middle of the schools at or above the line, middle of the others)}, oldest first, over the years
        that every school counted has an exact figure in: else schools that come and go would move the middles.

        The groups are those of the chosen year. Empty where a group is too small or there is one year only.
        """
        exact = {key: one.exact for key, one in self.by_school.items() if one.exact is not None}
        for start in range(len(self.years) - 1):
            years = self.years[start:]
            whole = [row for row in self.drawn if all((row.school.pk, year) in exact for year in years)]
            sides = [[row.school.pk for row in whole if row.is_above is side] for side in (True, False)]
            if min(map(len, sides)) >= SMALLEST_SIDE:
                self.story_sizes = tuple(map(len, sides))
                return {year: tuple(median(exact[pk, year] for pk in side) for side in sides) for year in years}
        return {}

    @cached_property
    def story_lines(self):
        """The two middles as lines; None where there is no story."""
        if not self.story:
            return None
        above, below = ({year: pair[side] for year, pair in self.story.items()} for side in (0, 1))
        said = "; ".join(f"{label}: {first}, {second}" for label, first, second in self.story_rows)
        words = Words("story", self.story_sentence, said)
        named = [(0, _("At or above"), above), (2, _("Below"), below)]
        return lines(words, named, text=self.figure_text, most=100 if self.is_percent else None)

    @property
    def story_rows(self):
        """[(school year, middle above, middle below)] in words."""
        return [
            (school_years.label(year), self.figure_text(above), self.figure_text(below))
            for year, (above, below) in self.story.items()
        ]

    @property
    def story_sentence(self):
        above, below = self.story_sizes
        words = {"above": counted_schools(above), "below": counted_schools(below), "line": self.line_text}
        said = _("The middle figure of %(above)s at or above the line of %(line)s and of %(below)s below it, by year.")
        return said % words

    # ------------------------------------------------------------------ in words

    @property
    def label(self):
        return self.series[self.instrument].label

    @property
    def is_percent(self):
        return self.series[self.instrument].unit == InstrumentUnit.PERCENT

    @property
    def year_label(self):
        return school_years.label(self.year)

    @property
    def since_label(self):
        return school_years.label(self.since) if self.since is not None else ""

    @property
    def line_text(self):
        return self.done_text(self.line)

    def done_text(self, value):
        if value is None:
            return ""
        value = round(value, 1)
        text = amount(value, "PERCENT", exact=True) if self.choice.is_percent else ""
        return text or number_format(value, 0 if value == int(value) else 1, use_l10n=True)

    def figure_text(self, value):
        return amount(round(value, 1), self.series[self.instrument].unit, exact=True)

    @property
    def sentences(self):
        """What the figures of the year say, and no more than they carry."""
        return self.said_of(self.level, self.figure_text, self.sides)

    @property
    def change_sentences(self):
        """The same of the change since the earlier year."""
        rows = [row for row in self.rows if row.is_drawn_as_change]
        above = sum(row.is_above for row in rows)
        return self.said_of(self.movement, change_text, (above, len(rows) - above), is_change=True)

    def said_of(self, comparison, text, sides, *, is_change=False):
        above, below = sides
        words = {
            "line": self.line_text,
            "above": counted_schools(above),
            "below": counted_schools(below),
            "least": SMALLEST_SIDE,
        }
        split = _("At or above the line of %(line)s: %(above)s. Below it: %(below)s.") % words
        if comparison is None:
            return [
                split,
                _("Each group needs %(least)s schools or more; with fewer, nothing is compared.") % words,
            ]
        words |= {
            "above_middle": text(comparison.above_middle),
            "below_middle": text(comparison.below_middle),
            "difference": change_text(comparison.difference),
            "low": change_text(comparison.low),
            "high": change_text(comparison.high),
        }
        if is_change:
            middles = _(
                "The middle change is %(above_middle)s points in the first group, %(below_middle)s in the second."
            )
        else:
            middles = _("The middle figure is %(above_middle)s in the first group, %(below_middle)s in the second.")
        interval = _(
            "Difference: %(difference)s points; with 95 percent confidence between %(low)s and %(high)s points."
        )
        return [split, middles % words, interval % words, self.verdict(comparison, is_change)]

    def verdict(self, comparison, is_change):
        """In plain words what the interval carries; never that the one causes the other."""
        if not comparison.tells_apart:
            return _("The interval holds zero: by these figures the two groups cannot be told apart.")
        count = {"n": comparison.above + comparison.below}
        if is_change and comparison.difference > 0:
            said = _("In schools at or above the line the figure rose more, or fell less, than in the others.")
        elif is_change:
            said = _("In schools at or above the line the figure fell more, or rose less, than in the others.")
        elif comparison.difference > 0:
            said = _("Schools at or above the line also have higher figures.")
        else:
            said = _("Schools at or above the line also have lower figures.")
        caution = _(
            "This does not show that the one causes the other: schools differ in much else. It rests on %(n)s schools."
        )
        return f"{said} {caution % count}"

    @property
    def moved(self):
        """[(group in words, schools whose figure fell, stood, rose)] where there is an earlier year."""
        rows = [row for row in self.rows if row.is_drawn_as_change]
        found = []
        for side, label in ((True, _("At or above the line")), (False, _("Below the line"))):
            changes = [row.change for row in rows if row.is_above is side]
            found.append(
                (label, sum(c < 0 for c in changes), sum(c == 0 for c in changes), sum(c > 0 for c in changes))
            )
        return found

    @property
    def left_out(self):
        """Sentences on the schools that are not drawn, by reason."""
        reasons = Counter()
        for row in self.rows:
            if row.is_drawn:
                continue
            if row.done is None:
                reasons["done"] += 1
            elif row.figure is None or row.figure.value is None and not row.figure.is_suppressed:
                reasons["figure"] += 1
            elif row.figure.is_suppressed:
                reasons["suppressed"] += 1
            else:
                reasons["limit"] += 1
        said = [words(reasons[reason]) for reason, words in LEFT_OUT.items() if reasons[reason]]
        sought = next((row for row in self.rows if row.school.code == self.asked.school), None)
        if sought and not sought.is_drawn:
            said.append(_("%(school)s is among them.") % {"school": sought.school.name})
        return said

    @property
    def notes(self):
        said = [str(note) for note in (self.choice.note, self.series[self.instrument].note) if note]
        if self.choice.code == HOME_VISITS:
            said.append(
                _("Home visits are divided by students enrolled in October.")
                if divides_by_students()
                else _("Home visits are divided by families enrolled, as each school states.")
            )
        if self.since is not None:
            said += pictures.law_changes_between(self.indicator, self.since, self.year)
        if self.broken_in is not None:
            said.append(series_breaks.why(self.broken_in))
        return said

    def file_rows(self):
        """Rows of `FILE_HEADERS`: a school each, by name; what may not be shown is a mark."""
        for row in self.rows:
            yield [
                self.indicator.pk,
                self.instrument,
                self.year,
                row.school.code,
                row.school.name,
                self.choice.code,
                None if row.done is None else round(row.done, 1),
                None if row.exact is None else float(row.exact),
                row.figure.shown if row.figure else "NOT_REPORTED",
                self.since if row.change is not None else None,
                None if row.change is None else float(row.change),
                {True: "AT_OR_ABOVE", False: "BELOW", None: ""}[row.is_above],
                None if self.line is None else round(self.line, 1),
            ]


FILE_HEADERS = [
    "indicator", "instrument", "fall_year", "school_code", "school", "measure", "measure_value", "value",
    "published_as", "since_fall_year", "change", "side", "line",
]  # fmt: skip


def is_rate(instrument):
    return instrument.unit != InstrumentUnit.COUNT and not instrument.is_context


def change_text(change):
    """A change or difference with its sign: +1.2, −0.5, ±0."""
    change = round(float(change), 1)
    sign = "+" if change > 0 else "−" if change < 0 else "±"
    return f"{sign}{number_format(abs(change), 0 if change == int(change) else 1, use_l10n=True)}"


def counted_schools(number):
    return ngettext("%(n)s school", "%(n)s schools", number) % {"n": number}


LEFT_OUT = {
    "done": lambda n: (
        ngettext("%(n)s school has not stated what it did.", "%(n)s schools have not stated what they did.", n)
        % {"n": n}
    ),
    "suppressed": lambda n: (
        ngettext("The figure of %(n)s school is suppressed.", "The figures of %(n)s schools are suppressed.", n)
        % {"n": n}
    ),
    "limit": lambda n: (
        ngettext("Of %(n)s school only a limit is published.", "Of %(n)s schools only a limit is published.", n)
        % {"n": n}
    ),
    "figure": lambda n: (
        ngettext("Of %(n)s school no figure is published.", "Of %(n)s schools no figure is published.", n) % {"n": n}
    ),
}
