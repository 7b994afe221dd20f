"""Where the rows of the open data come from: the readers of the pages, so nothing passes that a page would not show.

Large tables come in pieces (an indicator, a school year), so that memory does not grow with the table.
"""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from district import school_years
from district.models import School, SchoolProfile
from fce_portal.public.sharing import absolute
from governance.compacts.overview import in_force_everywhere
from governance.duty_measures import STANDINGS, duties_done, duties_due, duties_in_time
from governance.models import CouncilMeeting
from governance.models.meetings import PostingKind
from indicators import cells, tables
from indicators.kept_pages import Stamp
from indicators.measures import by_code, declared
from indicators.models import DefinitionChange, DistrictCell, Indicator, IndicatorTarget, SchoolYearCell
from indicators.models.definitions import IN_ALL_LANGUAGES
from indicators.models.reference import TargetKind
from indicators.models.rollups import ALL_ROWS
from indicators.tables import as_number
from plans.implementation import Line, steps_of_all
from plans.models import Initiative, InitiativeWork

PIECE = 2_000  # rows that are fetched at once


def stamp_of_publication():
    return ("publication", Stamp.now().publication, newest_change_of_a_school())


def stamp_of_rollup():
    now = Stamp.now()
    return ("rollup", now.rollup, now.refreshed_at and now.refreshed_at.timestamp(), newest_change_of_a_school())


def newest_change_of_a_school():
    """Their names stand in the rows."""
    return School.pgh_event_model.objects.order_by("-pgh_id").values_list("pgh_id", flat=True).first()


def indicators():
    """One query for each indicator. A publication replaces whole groups in one transaction: no piece is half new."""
    schools = School.objects.in_bulk()
    for code in Indicator.objects.order_by("position").values_list("pk", flat=True):
        yield from tables.figure_rows(cells.published(indicator_id=code), schools)


def indicator_definitions():
    names = (
        "code", "name_en", "name_es", "definition_en", "definition_es", "is_equity", "unit", "direction",
        "primary_instrument", "source",
    )  # fmt: skip
    for one in Indicator.objects.order_by("position"):
        yield [getattr(one, name) for name in names]


def definition_changes():
    found = DefinitionChange.objects.approved().order_by("indicator__position", "fall_year")
    for one in found:
        yield [
            one.indicator_id,
            one.fall_year,
            school_years.label(one.fall_year),
            *(getattr(one, name) for name in IN_ALL_LANGUAGES),
            timezone.localdate(one.approved_at),
        ]


def targets():
    """What is adopted or set. What a principal proposes is the school's own until central office sets it."""
    found = IndicatorTarget.objects.exclude(kind=TargetKind.PROPOSED).select_related("school")
    for one in found.order_by(
        "indicator__position", "kind", "target_fall_year", "school__code", "dimension", "group", "pk"
    ):
        yield [
            one.indicator_id,
            one.kind,
            one.cycle,
            one.school.code if one.school else "",
            one.dimension,
            one.group,
            as_number(one.baseline_value),
            one.comparator,
            as_number(one.target_value),
            one.target_fall_year,
            one.school_year_label,
            one.wording,
        ]


def schools():
    facts = {one.school_id: one for one in SchoolProfile.objects.on(timezone.localdate())}
    for one in School.objects.order_by("code"):
        fact = facts.get(one.pk)
        said = ("low_grade", "high_grade", "tier", "is_title1", "is_magnet", "is_community_school")
        yield [one.code, one.name, one.opened_on, one.closed_on, *(getattr(fact, name, None) for name in said)]


def plan():
    works = list(InitiativeWork.objects.select_related("initiative"))
    steps = steps_of_all(works) if works else {}
    lines = {work.initiative_id: Line(work, steps[work.pk]) for work in works}
    found = Initiative.objects.select_related("priority_action__cycle")
    for one in found.order_by("priority_action__cycle__code", "priority_action__code", "code"):
        line, action = lines.get(one.pk), one.priority_action
        yield [
            action.cycle.code,
            action.code,
            action.title_en,
            action.title_es,
            one.code,
            one.title_en,
            one.title_es,
            len(line.counted) if line else 0,
            line.done_total if line else 0,
        ]


def measures():
    """By school and year, as the cells hold them."""
    named = School.objects.in_bulk()
    stored = SchoolYearCell.objects.order_by("fall_year", "school_key", "source")
    rows = stored.values_list("fall_year", "school_key", "source", "counts")
    for fall_year, key, source, counts in rows.iterator(chunk_size=PIECE):
        school = named.get(key)
        for code, number in by_code(source, counts).items():
            yield [
                school.code if school else "",
                school.name if school else "",
                fall_year,
                school_years.label(fall_year),
                code,
                as_number(declared()[code].shown(number)),
            ]


def measures_by_month():
    stored = DistrictCell.objects.filter(slice_key=ALL_ROWS).order_by("month", "source")
    for month, source, counts in stored.values_list("month", "source", "counts").iterator(chunk_size=PIECE):
        fall_year = school_years.fall_year_of(month)
        for code, number in by_code(source, counts).items():
            shown = as_number(declared()[code].shown(number))
            yield [f"{month:%Y-%m}", fall_year, school_years.label(fall_year), code, shown]


def measure_definitions():
    for code, one in declared().items():
        said = [in_language(one.label, language) for language in ("en", "es")]
        yield [code, *said, one.unit, str(one.element.value), in_language(one.source.theme, "en")]


def in_language(words, language):
    with override(language):
        return str(words)


def council_meetings():
    coming = CouncilMeeting.objects.coming().order_by()
    found = CouncilMeeting.objects.held().order_by() | coming
    found = found.select_related("council__school").prefetch_related("postings")
    for one in found.order_by("held_on", "council__school__code").iterator(chunk_size=PIECE):
        minutes = next((each.posted_at for each in one.postings.all() if each.kind == PostingKind.MINUTES), None)
        yield [
            one.council.school.code,
            one.council.school.name,
            one.held_on,
            one.kind,
            one.state,
            one.voting_present,
            one.quorum_required,
            one.had_quorum if one.was_held else None,
            day_of(minutes),
        ]


def day_of(moment):
    return timezone.localdate(moment) if moment else None


def council_duties():
    named = School.objects.in_bulk()
    stored = SchoolYearCell.objects.filter(source=STANDINGS.name).order_by("fall_year", "school_key")
    for fall_year, key, counts in stored.values_list("fall_year", "school_key", "counts"):
        counted, school = by_code(STANDINGS.name, counts), named.get(key)
        if school:
            numbers = [counted.get(one.code, 0) for one in (duties_due, duties_done, duties_in_time)]
            yield [school.code, school.name, fall_year, school_years.label(fall_year), *numbers]


def compacts():
    for version in in_force_everywhere():
        compact = version.compact
        if compact.school:
            yield [
                compact.school.code,
                compact.school.name,
                compact.fall_year,
                school_years.label(compact.fall_year),
                version.approved_on,
                absolute(reverse("governance:compact-public", args=[compact.code])),
            ]


def licence():
    """What the district says about using the data, in words and as an address; both empty where it says nothing."""
    return {"name": settings.OPEN_DATA_LICENCE, "address": settings.OPEN_DATA_LICENCE_URL}
