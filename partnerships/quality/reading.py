"""The quality of a year's engagement at a school or in the district, read from the rollup's cells.

Queries do not depend on how many activities there are: the year's cells, the pieces, the languages, and what a few
types need besides.
"""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from district.models import Language, School
from indicators import engagement
from indicators.amounts import number
from indicators.measures import slice_key_of
from indicators.models import Indicator, MeasureCell
from indicators.presenting import percent
from partnerships import coverage, sessions
from partnerships.activity_types import ActivityType
from partnerships.community import homeless
from partnerships.measures import ACTIVITIES, initiatives
from partnerships.models import EngagementRule, YearlyReach
from partnerships.quality import languages
from partnerships.quality.own_measures import Line, lines_of
from partnerships.surveys.bars import Bar, placed
from plans.title_one.books import title_one_schools

ELSEWHERE = (ActivityType.ADVISORY, ActivityType.SGC_MEETING, ActivityType.SGC_ELECTION, ActivityType.WALKTHROUGH)


@dataclass(frozen=True)
class Asked:
    """What the address narrows the page to: one type, initiative or indicator, or the whole year."""

    fall_year: int
    activity_type: str = ""
    initiative: str = ""
    indicator: str = ""

    @property
    def is_narrowed(self):
        return bool(self.activity_type or self.initiative or self.indicator)


@dataclass
class Piece:
    """A type, an initiative or an indicator, with its figures."""

    code: str
    label: str
    figures: engagement.Figures
    url: str = ""
    lines: list = field(default_factory=list)

    @property
    def held(self):
        return self.figures.counts["activities_held"] or self.figures.counts["social_events"]


@dataclass
class Quality:
    """All that the page shows. `figures` are of what is asked for, `before` of the year before."""

    asked: Asked
    figures: engagement.Figures
    before: engagement.Figures
    types: list
    initiatives: list
    indicators: list
    languages: list
    narrowed_to: str = ""

    @property
    def has_any(self):
        """Whether anything was counted of what is asked for."""
        return not self.figures.is_empty

    @property
    def audience(self):
        """The bar of whose capacity grows; None where no activity says it."""
        counts = self.figures.counts
        total = counts["activities_with_audience"]
        if not total:
            return None
        pieces = [
            (_("Families and staff together"), counts["activities_dual"], True),
            (_("Families"), counts["activities_for_families"], False),
            (_("Staff"), counts["activities_for_staff"], False),
        ]
        told = ", ".join(f"{label} {percent(part / total)}" for label, part, _side in pieces)
        words = _("Whose capacity grows: %(parts)s.") % {"parts": told}
        return Bar(words, list(placed([piece for piece in pieces if piece[1]], total)))


def quality(asked, school=None):
    """The `Quality` of the district, or of one school."""
    years = [asked.fall_year, asked.fall_year - 1]
    of_year = engagement.district_years(years) if school is None else engagement.school_years_of(school, years)
    plan = list(initiatives())
    equity = list(Indicator.objects.equity())
    tongues = list(Language.objects.all())
    keys = {("type", one.value): slice_key_of("type", one.value) for one in ActivityType}
    keys |= {("initiative", one.code): one.pk for one in plan}
    keys |= {("indicator", one.code): slice_key_of("indicator", one.code) for one in equity}
    keys |= {("language", one.tag): slice_key_of("language", one.tag) for one in tongues}
    found = engagement.pieces(asked.fall_year, keys, school)
    types = [Piece(one.value, str(one.label), found["type", one.value]) for one in ActivityType]
    for one in types:
        one.lines = lines_of(one.code, one.figures.counts) + further_lines(one.code, asked.fall_year, school)
    offered = {one.tag: found["language", one.tag].counts["activities_held"] for one in tongues}
    spoken = (
        languages.of_district(asked.fall_year, offered)
        if school is None
        else languages.of_school(school, asked.fall_year, offered)
    )
    whole = Quality(
        asked=asked,
        figures=of_year[asked.fall_year].total,
        before=of_year[asked.fall_year - 1].total,
        types=[one for one in types if one.lines or any(one.figures.counts.values())],
        initiatives=[Piece(one.code, f"{one.code} {one.title}", found["initiative", one.code]) for one in plan],
        indicators=[Piece(one.code, one.short_name, found["indicator", one.code]) for one in equity],
        languages=spoken,
    )
    return narrowed(whole, school) if asked.is_narrowed else whole


def narrowed(whole, school):
    """The same page for one type, initiative or indicator. One query more, for the year before."""
    asked = whole.asked
    if asked.activity_type:
        name, code, rows = "type", asked.activity_type, whole.types
    elif asked.initiative:
        name, code, rows = "initiative", asked.initiative, whole.initiatives
    else:
        name, code, rows = "indicator", asked.indicator, whole.indicators
    piece = next((one for one in rows if one.code == code), None)
    whole.figures = piece.figures if piece else engagement.figures()
    whole.narrowed_to = piece.label if piece else label_of(name, code)
    key = slice_key_of(name, code) if name != "initiative" else _initiative_key(code)
    whole.before = engagement.pieces(asked.fall_year - 1, {"before": key}, school)["before"]
    whole.types = [one for one in whole.types if name == "type" and one.code == code]
    whole.initiatives = [one for one in whole.initiatives if name == "initiative" and one.code == code]
    whole.indicators = [one for one in whole.indicators if name == "indicator" and one.code == code]
    whole.languages = []
    return whole


def _initiative_key(code):
    return initiatives().filter(code=code).values_list("pk", flat=True).last() or -1


def label_of(name, code):
    return str(ActivityType(code).label) if name == "type" else code


# ---------------------------------------------------------------------- what a few types need besides


def further_lines(activity_type, fall_year, school):
    """Own measures that no sum of activities gives: classes, schools, statements once a year. Some say something where
    nothing is logged: which required meeting is missing, what a school states of its year."""
    by_type = {
        ActivityType.APTT: classes_line,
        ActivityType.TITLE1_ANNUAL_MEETING: title_one_lines,
        ActivityType.VOLUNTEER: volunteers_lines,
        ActivityType.SHELTER_TUTORING: tutored_lines,
        ActivityType.SUPPLIES: supplied_lines,
        ActivityType.HOME_VISIT_PTHV: coverage_lines,
    }
    return list(by_type[activity_type](fall_year, school)) if activity_type in by_type else []


def classes_line(fall_year, school):
    total = sessions.classes_with_all_steps(fall_year, school and school.pk)
    if total:
        yield Line(_("Classes that ran all four parts of the year"), number(total), value=total)


def title_one_lines(fall_year, school):
    """Whether the required meeting was held, by school, and by the end of the month that the district asks for."""
    asked = set(title_one_schools(fall_year).values_list("pk", flat=True))
    if school is not None:
        asked &= {school.pk}
    if not asked:
        return
    held = first_months(ActivityType.TITLE1_ANNUAL_MEETING, fall_year, asked)
    by = EngagementRule.current().title_one_by
    if school is not None:
        yield Line(_("Required annual meeting"), meeting_words(held.get(school.pk), by))
        return
    yield share_line(_("Title I schools that held it"), len(held), len(asked))
    if by:
        in_time = sum(is_in_time(month, by) for month in held.values())
        yield share_line(_("Held by the end of the month asked for"), in_time, len(asked))


def meeting_words(month, by):
    if month is None:
        return _("none is logged")
    if by is None:
        return _("held")
    return _("held on time") if is_in_time(month, by) else _("held after the month asked for")


def is_in_time(month, by):
    """Whether the month of a day is no later in its school year than the month `by`."""
    return school_month_number(month.month) <= school_month_number(by)


def school_month_number(month):
    """Where a month stands in the school year: July is 0, June is 11."""
    return (month - 7) % 12


def first_months(activity_type, fall_year, schools):
    """{school key: first month in which it has activities of the type}. One query of cells."""
    cells = MeasureCell.objects.filter(
        engagement.in_years([fall_year]),
        source=ACTIVITIES.name,
        slice_key=slice_key_of("type", activity_type),
        school_key__in=schools,
    )
    months = {}
    for school_key, month in cells.values_list("school_key", "month"):
        months[school_key] = min(month, months.get(school_key, month))
    return months


def volunteers_lines(fall_year, school):
    """Different volunteers as schools state them, for each 100 students of the same schools."""
    stated = YearlyReach.objects.filter(fall_year=fall_year, volunteers_total__isnull=False)
    if school is not None:
        stated = stated.filter(school=school)
    volunteers = dict(stated.values_list("school", "volunteers_total"))
    if not volunteers:
        return
    total = sum(volunteers.values())
    yield Line(_("Different volunteers, as schools state (sum over schools)"), number(total), value=total)
    students = coverage.october_students(fall_year)
    known = [pk for pk in volunteers if students.get(pk)]
    if known:
        rate = round(100 * sum(volunteers[pk] for pk in known) / sum(students[pk] for pk in known), 1)
        yield Line(_("Volunteers for each 100 students"), number(rate), value=rate)


def tutored_lines(fall_year, school):
    return _district_total(fall_year, school, "children_tutored", _("Children tutored, in the whole district and year"))


def supplied_lines(fall_year, school):
    return _district_total(
        fall_year, school, "children_supplied", _("Children who received them, in the whole district and year")
    )


def _district_total(fall_year, school, name, label):
    """Kept where all services to students without a home are (`HomelessServices`), told as they are there."""
    found = None if school else homeless.shown_in(fall_year, name)
    return [] if found is None else [Line(label, found.words, value=found.number)]


def coverage_lines(fall_year, school):
    """Coverage as stated, with its denominator in the label (facts 7.3)."""
    rule = EngagementRule.current()
    schools = [school] if school is not None else School.objects.open_in(fall_year)
    known = [one for one in coverage.of_schools(schools, fall_year, rule.visit_denominator) if one.share is not None]
    label = _("Coverage; divided by %(base)s") % {"base": rule.get_visit_denominator_display()}
    if known:
        yield share_line(label, sum(min(one.visited, one.base) for one in known), sum(one.base for one in known))


def share_line(label, part, whole):
    share = part / whole if whole else None
    sentence = _("%(part)s of %(whole)s") % {"part": number(part), "whole": number(whole)}
    return Line(label, percent(share), sentence, None if share is None else round(100 * share, 1))
