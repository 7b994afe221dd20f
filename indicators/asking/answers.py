"""The answer to a question: lines and columns, what stands in each cell and where it leads, and what could not be told.

Figures of indicators come through `indicators.cells`, so what the gate hides stays hidden; counts come from the
rollup's sums. A rate is never made of rates: where no counts are published there is no rate of several schools. How
much is read depends on neither the number of activities nor what is chosen: at most `MOST_QUERIES` queries.
"""

from dataclasses import replace
from functools import cached_property

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from district import school_years
from district.models import School, SchoolProfile
from district.models.schools import SupportTier
from district.school_years import MonthState
from indicators import cells, pictures, school_breaks, series_breaks
from indicators.addresses import activities_url, figure_url
from indicators.amounts import amount, hundredths, number, rounded
from indicators.asking import counting
from indicators.asking.question import MOST_SCHOOLS, By
from indicators.asking.table import NOTHING, Cell, Column, Line, LineKey
from indicators.dimensions import GROUPS, Dimension
from indicators.engagement import listed
from indicators.instruments import InstrumentUnit
from indicators.kept_pages import Stamp
from indicators.measures import sources
from indicators.models import Indicator
from indicators.spans import Span, span_of

MOST_QUERIES = 9
ACTIVITIES = "activities"  # the source whose rows have a list to open
NO_SCHOOL = 0  # what belongs to the district and to no single school
BY_SCHOOL = (By.SCHOOL, By.TIER, By.LEVEL)  # read school by school
UNKNOWN = ""  # the tier of a school whose record does not say it


class Answer:
    """`viewer` (dashboards.Viewer) decides which activities can be opened, nothing else: all figures are published.

    `here` is the address to which each way further in leads back; without it, that of the question.
    """

    def __init__(self, question, viewer, *, today=None, here=""):
        self.question, self.viewer, self.today = question, viewer, today or timezone.localdate()
        self.here = here or question.address

    # ------------------------------------------------------------------ what fits

    @cached_property
    def subjects(self):
        """Those that can be told by what is asked."""
        return [subject for subject in self.question.asked if not self.reason_against(subject)]

    @property
    def refused(self):
        """Why the others cannot, in a sentence each."""
        reasons = [(subject.label, self.reason_against(subject)) for subject in self.question.asked]
        return [_("%(subject)s: %(reason)s") % {"subject": label, "reason": why} for label, why in reasons if why]

    def reason_against(self, subject):
        by, schools = self.question.by, self.question.schools
        if subject.is_indicator:
            if by == By.MONTH:
                return _("published once a year, not by month. Ask by school year.")
            if by == By.INITIATIVE:
                return _("figures of students do not belong to an initiative. Ask by school or by group of students.")
            if by in (By.YEAR, By.GROUP) and len(schools) > 1:
                return _("figures of several schools are not added up. Choose one school, or ask by school.")
            return ""
        if by == By.GROUP:
            return _("counted for everybody together, not by group of students.")
        if by == By.INITIATIVE and not subject.has_slices:
            return _("not linked to initiatives.")
        return ""

    @cached_property
    def hints(self):
        """Of an indicator that has no figure here: of which school years there are any. One query, if any."""
        shown = {one.instrument for one in self.figures}
        silent = [subject for subject in self.indicators if subject.thing.code not in shown]
        if not silent:
            return []
        known = cells.published_span([subject.thing.code for subject in silent])
        return [hint(subject, known.get(subject.thing.code)) for subject in silent]

    @cached_property
    def redefined(self):
        """{indicator code: Indicator} of those whose series breaks: by a changed definition or, of one school, by a
        merger. At most two queries where any is asked for."""
        codes = {subject.thing.indicator for subject in self.indicators}
        if not codes:
            return {}
        mergers = school_breaks.of(next(iter(self.schools))) if self.question.schools and len(self.schools) == 1 else []
        if mergers:
            return {code: school_breaks.seen_at(one, mergers) for code, one in Indicator.objects.in_bulk(codes).items()}
        return Indicator.objects.exclude(breaks=[]).in_bulk(codes)

    @property
    def break_notes(self):
        """What may not be compared within the school years that are asked for."""
        since, until = self.question.since, self.question.until
        crossed = ((one, series_breaks.crossed(one, since, until)) for one in self.redefined.values())
        return [f"{one.short_name}: {series_breaks.why(year)}" for one, year in crossed if year is not None]

    @cached_property
    def measures(self):
        return list(dict.fromkeys(measure for subject in self.subjects for measure in subject.measures))

    @cached_property
    def indicators(self):
        return [subject for subject in self.subjects if subject.is_indicator]

    @property
    def is_empty(self):
        """Whether no cell holds anything."""
        return all(cell.text is None for line in self.lines for cell in line.cells)

    @property
    def line_label(self):
        """What each line is, as the head of the first column."""
        if self.question.by == By.GROUP:
            return str(Dimension(self.question.dimension).label)
        return str(By(self.question.by).label)

    @cached_property
    def stamp(self):
        """How current the counts are. One query."""
        return Stamp.now()

    # ------------------------------------------------------------------ places

    @cached_property
    def schools(self):
        """{id: school} of those chosen, or of all that make up the district's figures of the period. One query."""
        if self.question.schools:
            found = School.objects.filter(code__in=self.question.schools)
        else:
            found = listed(self.question.years)
        return {school.pk: school for school in found.order_by("name", "code")}

    @cached_property
    def chosen_ids(self):
        """Ids of the schools that were named; empty for the whole district."""
        return list(self.schools) if self.question.schools else []

    @property
    def place(self):
        if not self.question.schools:
            return _("Whole district")
        names = [school.name for school in self.schools.values()]
        if len(names) <= 3:
            return ", ".join(names)
        return _("%(total)s schools") % {"total": len(names)}

    @cached_property
    def facts(self):
        """{(school id, fall year): (low grade, high grade, tier)} on 1 October of each year. One query."""
        days = {year: school_years.date(year, 10, 1) for year in self.question.years}
        within = Q()
        for day in days.values():
            within |= Q(starts_on__lte=day) & (Q(ends_on=None) | Q(ends_on__gte=day))
        rows = SchoolProfile.objects.filter(within, school__in=list(self.schools))
        found = {}
        for school_id, starts, ends, *facts in rows.values_list(
            "school_id", "starts_on", "ends_on", "low_grade", "high_grade", "tier"
        ):
            for year, day in days.items():
                if starts <= day and (ends is None or ends >= day):
                    found[school_id, year] = tuple(facts)
        return found

    def lines_of_school(self, school_id, fall_year):
        """The tier, or the span of grades, that a school counts in: one of each, so that no school counts twice."""
        if school_id == NO_SCHOOL:
            return []
        low, high, tier = self.facts.get((school_id, fall_year), (None, None, ""))
        if self.question.by == By.TIER:
            return [tier]
        return [span_of(low, high)]

    # ------------------------------------------------------------------ lines and columns

    @cached_property
    def columns(self):
        if self.question.by in (By.YEAR, By.MONTH):
            return [Column(subject) for subject in self.subjects]
        is_alone = len(self.subjects) == 1
        return [Column(subject, year, is_alone) for subject in self.subjects for year in self.question.years]

    @cached_property
    def lines(self):
        return [
            Line(
                one.key,
                one.label,
                [self.cell(column, one) for column in self.columns],
                url=one.url,
                note=one.note,
            )
            for one in self.line_keys
        ]

    @cached_property
    def line_keys(self):
        return getattr(self, f"lines_by_{self.question.by}")()

    def further(self, **changes):
        """The address of the same question, one step further in."""
        return self.question.but(**changes).address_with(self.here)

    def lines_by_year(self):
        return [
            LineKey(
                year,
                str(year),
                school_years.label(year),
                url=self.further(by=By.MONTH, since=year, until=year) if self.measures else "",
                fall_year=year,
            )
            for year in self.question.years
        ]

    def lines_by_month(self):
        found = []
        for year in self.question.years:
            for month in school_years.months_of(year):
                state = school_years.month_state(month, self.today)
                note = "" if state == MonthState.OVER else str(state.label)
                url = "" if state == MonthState.TO_COME else self.activities(month=month)
                found.append(LineKey(month, f"{month:%Y-%m}", pictures.month_label(month), url, note, year))
        return found

    def lines_by_school(self):
        def of_school(school):
            if self.measures:
                return self.further(by=By.MONTH, schools=(school.code,))
            return self.further(by=By.YEAR, schools=(school.code,))

        found = [LineKey(pk, school.code, school.name, of_school(school)) for pk, school in self.schools.items()]
        if self.measures and not self.question.schools and any(key == NO_SCHOOL for key, _year in self.sums):
            found.append(LineKey(NO_SCHOOL, "", _("The whole district, no single school")))
        return found

    def lines_by_group(self):
        labels = {"ALL": _("All students"), **GROUPS[Dimension(self.question.dimension)]}
        published = {one.group for one in self.figures}
        return [LineKey(code, code, str(label)) for code, label in labels.items() if code in published]

    def lines_by_initiative(self):
        return [
            LineKey(one.pk, one.code, f"{one.code} {one.title}", one.get_absolute_url()) for one in self.initiatives
        ]

    def lines_by_tier(self):
        return self.lines_of_facts({tier.value: str(tier.label) for tier in SupportTier})

    def lines_by_level(self):
        return self.lines_of_facts({span.value: str(span.label) for span in Span})

    def lines_of_facts(self, labels):
        """Those that any school is of in the period; the schools of each are one step further in."""
        members = {}
        for school_id in self.schools:
            for year in self.question.years:
                for code in self.lines_of_school(school_id, year):
                    members.setdefault(code, set()).add(self.schools[school_id].code)
        labels = {**labels, UNKNOWN: _("Not recorded")}
        return [
            LineKey(
                code,
                code or "UNKNOWN",
                label,
                self.further(by=By.SCHOOL, schools=tuple(sorted(members[code])))
                if len(members[code]) <= MOST_SCHOOLS
                else "",
            )
            for code, label in labels.items()
            if code in members
        ]

    @cached_property
    def initiatives(self):
        """In the plan's order. One query."""
        source = next(source for source in sources() if source.slices)
        return list(source.slice_rows())

    # ------------------------------------------------------------------ counts

    @cached_property
    def sums(self):
        """{(line, fall year): {measure code: number}}. One query."""
        by, years = self.question.by, self.question.years
        if not self.measures:
            return {}
        if by == By.INITIATIVE:
            keys = [one.pk for one in self.initiatives]
            return counting.by_slice(years, self.measures, keys, self.chosen_ids)
        if by in BY_SCHOOL:
            return self.school_sums if by == By.SCHOOL else counting.together(self.school_sums, self.lines_of_school)
        months = (
            counting.of_schools(years, self.measures, self.chosen_ids)
            if self.chosen_ids
            else counting.of_district(years, self.measures)
        )
        return months if by == By.MONTH else counting.together(months, lambda _month, year: [year])

    @cached_property
    def school_sums(self):
        return counting.by_school(self.question.years, self.measures, self.chosen_ids)

    @cached_property
    def total_sums(self):
        """{fall year: counts} of everything together; a school that stands in two lines is counted once."""
        found = self.school_sums if self.question.by in BY_SCHOOL else self.sums
        found = counting.together(found, lambda _line, _year: [counting.DISTRICT])
        return {year: counts for (_line, year), counts in found.items()}

    def counted(self, subject, counts, *, is_over=False):
        """A `Cell` of a measure or ratio from {code: number}; nothing where nobody counted anything."""
        codes = [measure.code for measure in subject.measures]
        if counts is None or not any(code in counts for code in codes):
            return Cell("0", 0) if is_over and not subject.is_ratio else NOTHING
        if not subject.is_ratio:
            value = counts[codes[0]]
            return Cell(number(value), value)
        share = subject.thing.of(counts)
        if share is None:
            return Cell("—", None, _("nothing to divide by"))
        words = {"top": number(counts.get(codes[0], 0)), "bottom": number(counts.get(codes[1], 0))}
        return Cell(percent(share), float(hundredths(share, 1)), note=_("%(top)s of %(bottom)s") % words)

    # ------------------------------------------------------------------ figures

    @cached_property
    def figures(self):
        """The published figures that can stand in the table. One query."""
        if not self.indicators:
            return []
        by = self.question.by
        series = Q()
        for subject in self.indicators:
            series |= Q(indicator_id=subject.thing.indicator, instrument=subject.thing.code)
        dimension = cells.ALL_STUDENTS
        if by == By.GROUP:
            dimension |= cells.breakdown(self.question.dimension)
        if by in BY_SCHOOL:
            place = cells.of_schools(list(self.schools)) | cells.of_district()
        else:
            place = cells.of_schools(self.chosen_ids) if self.chosen_ids else cells.of_district()
        years = {"fall_year__gte": self.question.since, "fall_year__lte": self.question.until}
        return cells.published(series & dimension & place, **years)

    @cached_property
    def by_cell(self):
        """{(instrument, fall year, school id or None, group): figure}."""
        return {(one.instrument, one.fall_year, one.school_id, one.group): one for one in self.figures}

    def shown(self, figure):
        if figure is None:
            return NOTHING
        school = self.schools.get(figure.school_id)
        url = figure_url(figure, school.code if school else "", back=self.here)
        words = "" if figure.is_exact else figure.words
        return Cell(figure.text, figure.exact, words, url)

    def figure_of(self, subject, line, fall_year):
        code, by = subject.thing.code, self.question.by
        if by == By.SCHOOL:
            return self.shown(self.by_cell.get((code, fall_year, line.of, "ALL")))
        if by in (By.TIER, By.LEVEL):
            return self.of_several(subject, line.of, fall_year)
        place = next(iter(self.chosen_ids), None)
        return self.shown(self.by_cell.get((code, fall_year, place, line.of if by == By.GROUP else "ALL")))

    def of_several(self, subject, line, fall_year):
        """A figure of several schools from their published counts, and how many schools it is made of.

        Only what stands on the page of each school goes in, so nobody learns more than they could add up themselves.
        """
        members = [pk for pk in self.schools if line in self.lines_of_school(pk, fall_year)]
        found = [self.by_cell.get((subject.thing.code, fall_year, pk, "ALL")) for pk in members]
        is_rate = subject.thing.unit == InstrumentUnit.PERCENT
        known = [one for one in found if one is not None and one.is_exact and (not is_rate or has_counts(one))]
        words = {"known": len(known), "total": len(members)}
        if not known or subject.thing.unit == InstrumentUnit.SCORE:
            return Cell("—", None, _("no counts are published for these schools")) if any(found) else NOTHING
        if is_rate:
            below = sum(one.denominator for one in known)
            value = rounded(100 * sum(one.numerator for one in known) / below, 1) if below else None
        else:
            value = sum(one.value for one in known)
        if value is None:
            return NOTHING
        note = ngettext("%(known)s of %(total)s school", "%(known)s of %(total)s schools", len(members)) % words
        return Cell(amount(value, subject.thing.unit), value, note=note)

    # ------------------------------------------------------------------ cells

    def cell(self, column, line):
        fall_year = line.fall_year if column.fall_year is None else column.fall_year
        subject = column.subject
        if subject.is_indicator:
            return self.figure_of(subject, line, fall_year)
        found = self.counted(subject, self.sums.get((line.of, fall_year)), is_over=self.is_over(line, fall_year))
        url = self.behind(subject, line, fall_year) if found.number else ""
        return replace(found, url=url) if url else found

    def is_over(self, line, fall_year):
        """Whether nothing counted means zero: in months that have begun; of an initiative once others are counted."""
        if self.question.by == By.INITIATIVE:
            return bool(self.total_sums.get(fall_year))
        return self.question.by == By.MONTH and line.of <= self.today

    def behind(self, subject, line, fall_year):
        """The list of the activities behind a count, where it counts activities and the viewer may read them."""
        if any(measure.source.name != ACTIVITIES for measure in subject.measures):
            return ""
        by = self.question.by
        if by == By.MONTH:
            return self.activities(month=line.of)
        if by == By.SCHOOL:
            return self.activities(school_id=line.of, fall_year=fall_year)
        if by == By.INITIATIVE:
            return self.activities(initiative=line.key, fall_year=fall_year)
        return self.activities(fall_year=fall_year) if by == By.YEAR else ""

    def activities(self, *, school_id=None, **what):
        """The address of the list of activities for a person who may read them there; else empty."""
        if not any(measure.source.name == ACTIVITIES for measure in self.measures):
            return ""
        if school_id is None and len(self.chosen_ids) == 1:
            school_id = self.chosen_ids[0]
        if school_id == NO_SCHOOL or (school_id is None and self.chosen_ids):
            return ""
        is_allowed = self.viewer.may_read_all if school_id is None else self.viewer.may_read(school_id)
        school = self.schools.get(school_id)
        return activities_url(school=school, back=self.here, **what) if is_allowed else ""

    @cached_property
    def foot(self):
        """The last line: all of it together, where that can be said; else None."""
        by = self.question.by
        if by not in (*BY_SCHOOL, By.MONTH) or not self.lines:
            return None
        found = [self.total(column) for column in self.columns]
        if all(cell.text is None for cell in found):
            return None
        label = _("Together") if self.question.schools or by == By.MONTH else _("Whole district")
        return Line("TOTAL", label, found)

    def total(self, column):
        subject, year = column.subject, column.fall_year
        if subject.is_indicator:
            if self.question.schools:
                return NOTHING
            return self.shown(self.by_cell.get((subject.thing.code, year, None, "ALL")))
        if year is None:  # the months of all years
            years = {(one, 0): counts for one, counts in self.total_sums.items()}
            found = counting.together(years, lambda _line, _year: [counting.DISTRICT])
            return self.counted(subject, found.get((counting.DISTRICT, 0)))
        return self.counted(subject, self.total_sums.get(year))


def hint(subject, years):
    """That nothing is published in the period, and when there is something."""
    if years is None:
        return _("%(subject)s: nothing has been published yet.") % {"subject": subject.label}
    first, last = map(school_years.label, years)
    text = _("%(subject)s: nothing is published of these school years; there are figures for %(first)s to %(last)s.")
    return text % {"subject": subject.label, "first": first, "last": last}


def has_counts(figure):
    return figure.numerator is not None and figure.denominator is not None and figure.denominator > 0


def percent(share):
    return amount(hundredths(share, 1), InstrumentUnit.PERCENT, exact=True)
