"""Engagement and outcomes together in words and pictures, for page and packet: no more than the figures carry."""

from collections import Counter
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from district import school_years
from indicators import pictures, series_breaks
from indicators.amounts import amount, briefly_signed, rounded
from indicators.charts import Words
from indicators.charts.named_lines import lines
from indicators.charts.scatter import CROWD, Labels, Point, scatter
from indicators.instruments import InstrumentUnit
from indicators.together.choices import HOME_VISITS, divides_by_students
from indicators.together.comparing import SMALLEST_SIDE


class Told:
    """What is said of a `reading.Together` that is not empty."""

    def __init__(self, found):
        self.found = found

    # ------------------------------------------------------------------ pictures

    @cached_property
    def picture(self):
        """The figures of the year; None where there is no school to draw."""
        title = _("%(figure)s and %(done)s, %(year)s: %(schools)s") % {
            "figure": self.found.label,
            "done": self.found.choice.label,
            "year": self.found.year_label,
            "schools": counted_schools(len(self.found.drawn)),
        }
        label, found = self.found.label, self.found.level
        return self.scatter_of("level", title, self.found.drawn, "exact", found, label, self.figure_text)

    @cached_property
    def picture_of_change(self):
        """How the figures moved since the earlier year; None where no school has an exact figure in both."""
        words = {"since": self.found.since_label, "year": self.found.year_label}
        label, found = _("Change from %(since)s to %(year)s, in points") % words, self.found.movement
        return self.scatter_of("change", label, self.found.moved, "change", found, label, briefly_signed)

    def scatter_of(self, key, title, rows, what, compared, up_label, up_text):
        """The schools with what they did across and `what` upright; `compared`: the comparison of the two groups."""
        middles = (compared.above_middle, compared.below_middle) if compared else (None, None)
        if not rows:
            return None
        return scatter(
            Words(key, title, self.read_aloud(rows, what, up_text)),
            [
                Point(
                    row.school.name,
                    row.done,
                    float(getattr(row, what)),
                    is_above=row.is_above,
                    is_asked_for=row.school.code == self.found.asked.school,
                )
                for row in rows
            ],
            labels=Labels(
                across=str(self.found.choice.label),
                up=up_label,
                above=_("at or above the line"),
                below=_("below the line"),
                middle=_("the middle school of a group") if middles[0] is not None else "",
                line=_("Line: %(line)s") % {"line": self.line_text},
                begins=_("The upright scale begins at %(value)s and not at zero."),
            ),
            across_text=self.done_text,
            up_text=up_text,
            line=self.found.line,
            middles=middles,
            most=(
                100 if self.found.choice.is_percent else None,
                100 if what == "exact" and self.found.is_percent else None,
            ),
        )

    def read_aloud(self, rows, what, up_text):
        """Every school with its two values; of a crowd between which values they lie, as nobody listens to hundreds."""
        if len(rows) <= CROWD:
            return "; ".join(
                f"{row.school.name}: {self.done_text(row.done)}, {up_text(getattr(row, what))}" for row in rows
            )
        done, up = [row.done for row in rows], [getattr(row, what) for row in rows]
        words = {"least_done": self.done_text(min(done)), "most_done": self.done_text(max(done))}
        words |= {"least": up_text(min(up)), "most": up_text(max(up))}
        return _("Across from %(least_done)s to %(most_done)s; upright from %(least)s to %(most)s.") % words

    @cached_property
    def story_lines(self):
        """The two middles as lines; None where there is no story."""
        if not self.found.story:
            return None
        above, below = ({year: pair[side] for year, pair in self.found.story.by_year.items()} for side in (0, 1))
        said = "; ".join(f"{label}: {first}, {second}" for label, first, second in self.story_rows)
        words = Words("story", self.story_sentence, said)
        named = [(0, _("At or above"), above), (2, _("Below"), below)]
        return lines(words, named, text=self.figure_text, most=100 if self.found.is_percent else None)

    @property
    def story_rows(self):
        """[(school year, middle above, middle below)] in words."""
        return [
            (school_years.label(year), self.figure_text(above), self.figure_text(below))
            for year, (above, below) in self.found.story.by_year.items()
        ]

    @property
    def story_sentence(self):
        above, below = map(counted_schools, (self.found.story.above, self.found.story.below))
        words = {"above": above, "below": below, "line": self.line_text}
        said = _("The middle figure of %(above)s at or above the line of %(line)s and of %(below)s below it, by year.")
        return said % words

    @property
    def line_text(self):
        return self.done_text(self.found.line)

    def done_text(self, value):
        if value is None:
            return ""
        unit = InstrumentUnit.PERCENT if self.found.choice.is_percent else InstrumentUnit.SCORE
        return amount(rounded(value, 1), unit, exact=True)

    def figure_text(self, value):
        return amount(rounded(value, 1), self.found.series[self.found.instrument].unit, exact=True)

    @property
    def sentences(self):
        """What the figures of the year say, and no more than they carry."""
        return self.said_of(self.found.drawn, self.found.level, self.figure_text)

    @property
    def change_sentences(self):
        """The same of the change since the earlier year."""
        return self.said_of(self.found.moved, self.found.movement, briefly_signed, is_change=True)

    def said_of(self, rows, comparison, text, *, is_change=False):
        above = sum(row.is_above for row in rows)
        words = {
            "line": self.line_text,
            "above": counted_schools(above),
            "below": counted_schools(len(rows) - above),
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
            "difference": briefly_signed(comparison.difference),
            "low": briefly_signed(comparison.low),
            "high": briefly_signed(comparison.high),
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
        rows = []
        for side, label in ((True, _("At or above the line")), (False, _("Below the line"))):
            changes = [row.change for row in self.found.moved if row.is_above is side]
            rows.append((label, sum(c < 0 for c in changes), sum(c == 0 for c in changes), sum(c > 0 for c in changes)))
        return rows

    @property
    def left_out(self):
        """Sentences on the schools that are not drawn, by reason."""
        reasons = Counter()
        for row in self.found.rows:
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
        sought = next((row for row in self.found.rows if row.school.code == self.found.asked.school), None)
        if sought and not sought.is_drawn:
            said.append(_("%(school)s is among them.") % {"school": sought.school.name})
        return said

    @property
    def notes(self):
        said = [str(note) for note in (self.found.choice.note, self.found.series[self.found.instrument].note) if note]
        if self.found.choice.code == HOME_VISITS:
            said.append(
                _("Home visits are divided by students enrolled in October.")
                if divides_by_students()
                else _("Home visits are divided by families enrolled, as each school states.")
            )
        if self.found.since is not None:
            said += pictures.law_changes_between(self.found.indicator, self.found.since, self.found.year)
        if self.found.broken_in is not None:
            said.append(series_breaks.why(self.found.broken_in))
        return said


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
