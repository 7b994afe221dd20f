"""The dashboards of the district and of a school."""

from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from district import downloads, school_years
from district.access import Can, may
from district.models import School, SchoolProfile
from district.models.schools import Grade
from indicators import cells, dashboards, kept_pages, presenting, tables
from indicators.addresses import Address, activities_url
from indicators.asking.question import By, Question
from indicators.dashboards import Asked, Viewer
from indicators.dimensions import Dimension
from indicators.kept_pages import Stamp
from indicators.parameters import chosen_year, this_year

FRESHNESS = "<!-- freshness -->"  # where the sentence goes
DISTRICT_TABLES = ["indicators", "groups", "months", "initiatives", "schools"]
SCHOOL_TABLES = DISTRICT_TABLES[:-1]


@require_safe
def district_dashboard(request):
    """The eight indicators, for whom, and what was done: for anyone, in published figures."""
    asked = Asked.of(request, chosen_year(request))
    address = Address(request.path, asked, this_year())
    raw = cells.raw_for(request)
    if file_format := downloads.wanted_format(request):
        return district_file(request, asked, file_format, raw)
    viewer = Viewer.of(request.user)

    def indicators():
        found = dashboards.indicators_of(cells.of_district(), dashboards.targets_of(), asked, raw=raw)
        return render_to_string("indicators/_indicators.html", indicator_context(found, asked, address, viewer))

    def engagement():
        context = district_engagement_context(asked, address, viewer)
        return render_to_string("indicators/district_engagement.html", context)

    context = {
        **parts("district", asked, viewer, indicators, engagement, raw),
        **presenting.years(address, asked.fall_year),
        **raw_links(request, address, raw),
        "may_set_rule": may(request.user, Can.PUBLISH_VALUES),
        "may_ask": viewer.may_ask,
        "may_read_packets": may(request.user, Can.READ_PACKET),
    }
    return render(request, "indicators/district_dashboard.html", context)


def parts(name, asked, viewer, indicators, engagement, raw):
    """The two halves of a dashboard, kept ready: a logged activity leaves the indicators as they are.

    The sentence of freshness is put into the kept half at each request: it is the only one that grows older by itself.
    """
    stamp = Stamp.now()
    engaged = kept_pages.kept(f"{name}-engagement", (asked, viewer, stamp.publication, stamp.rollup), engagement)
    version = asked, viewer.is_member, stamp.publication
    # Raw cells are never kept: each reading of them is recorded.
    figures = indicators() if raw else kept_pages.kept(f"{name}-indicators", version, indicators)
    return {
        "indicators": mark_safe(figures),
        "engagement": mark_safe(engaged.replace(FRESHNESS, escape(presenting.freshness(stamp)))),
    }


def indicator_context(found, asked, address, viewer, school=None):
    presenting.add_links(found, address, viewer, school)
    return {
        "found": found,
        "not_asked": found.not_asked,
        "breakdowns": presenting.breakdowns(address, asked.dimension),
        "breakdown_label": Dimension(asked.dimension).label,
        "group_labels": presenting.group_labels(asked.dimension),
        "year_label": school_years.label(asked.fall_year),
        "base": address.base,
    }


def engagement_context(done, asked, address, ask):
    return {
        "found": done,
        "year_label": school_years.label(asked.fall_year),
        "freshness": mark_safe(FRESHNESS),
        "columns": presenting.labels(),
        "months_note": presenting.months_note(done),
        "visits_sentence": presenting.visits_sentence(done.overview),
        "visits_base": presenting.visits_base(done.overview),
        "visits_missing": presenting.visits_missing(done.overview),
        "themes": presenting.themes(done, ask),
        "year_before": school_years.label(asked.fall_year - 1),
        "base": address.base,
    }


def district_engagement_context(asked, address, viewer):
    done = dashboards.engagement_of_district(asked)
    back = f"{address()}#engagement"
    everything = activities_url(fall_year=asked.fall_year, back=back) if viewer.may_read_all else ""
    ask = asks(viewer, asked, By.SCHOOL, back)
    return {
        **engagement_context(done, asked, address, ask),
        "stats": presenting.stats(done, everything, ask),
        "shows_schools": True,
        "months": presenting.month_rows(done, lambda day: f"{address(month=f'{day:%Y-%m}', page='')}#schools"),
        "initiatives": presenting.initiative_rows(
            done, lambda code: f"{address(initiative=code, page='')}#schools", _("Schools")
        ),
        "schools": presenting.school_rows(done, asked, viewer, address),
        "schools_caption": _("Engagement by school, %(year)s") % {"year": school_years.label(asked.fall_year)},
        "school_columns": presenting.school_columns(done.schools.order, address),
        "pages": presenting.pages(done, address),
        "narrowed_text": presenting.narrowed_text(done, asked),
        "all_url": address(month="", initiative="", page=""),
    }


def asks(viewer, asked, by, back, school=None):
    """A function that gives the question behind a key: the parts of a count; None for those who may not ask."""
    if not viewer.may_ask:
        return None
    schools = (school.code,) if school else ()

    def ask(key):
        return Question((key,), by, asked.fall_year, asked.fall_year, schools=schools).address_with(back)

    return ask


def raw_links(request, address, raw):
    """For the few who may see raw cells: the way there, and back."""
    may = bool(raw) or bool(cells.may_see_raw(request.user))
    return {"raw": raw, "raw_url": f"{address.base}raw=1" if may else "", "published_url": address()}


@require_safe
def school_dashboard(request, code):
    """The same for one school, with the indicators that its grades are asked for."""
    asked = Asked.of(request, chosen_year(request))
    school = get_object_or_404(School, code=code)
    address = Address(request.path, asked, this_year())
    raw = cells.raw_for(request, school=school)
    if file_format := downloads.wanted_format(request):
        return school_file(request, school, asked, file_format, raw)
    viewer = Viewer.of(request.user)

    def indicators():
        found = school_indicators(school, dashboards.targets_of(school.pk), asked, raw)
        return render_to_string("indicators/_indicators.html", indicator_context(found, asked, address, viewer, school))

    def engagement():
        context = school_engagement_context(school, asked, address, viewer)
        return render_to_string("indicators/_engagement.html", context)

    context = {
        **parts(f"school-{school.pk}", asked, viewer, indicators, engagement, raw),
        "school": school,
        "may_propose_targets": may(request.user, Can.PROPOSE_TARGETS, school),
        "lead": _("The indicators that this school is asked for, and what it did with families."),
        "meta": grades(school, asked),
        "district_url": reverse("indicators:district-dashboard") + year_query(address),
        **presenting.years(address, asked.fall_year),
        **raw_links(request, address, raw),
    }
    return render(request, "indicators/school_dashboard.html", context)


def year_query(address):
    return f"?year={address.words['year']}" if address.words["year"] else ""


def span_of(school, asked):
    """(lowest, highest) grade of the school in the chosen year; (None, None) where not known."""
    profiles = (
        SchoolProfile.objects.in_year(asked.fall_year).filter(school=school).values_list("low_grade", "high_grade")
    )
    return kept_pages.kept(f"school-{school.pk}-span", asked.fall_year, lambda: profiles.first() or (None, None))


def grades(school, asked):
    """The grades of the school in the chosen year, in words; empty where they are not known."""
    low, high = span_of(school, asked)
    if low is None or high is None:
        return ""
    return _("Grades %(low)s to %(high)s") % {"low": Grade(low).label, "high": Grade(high).label}


def school_indicators(school, targets, asked, raw):
    found = dashboards.indicators_of(cells.of_school(school.pk), targets, asked, school=school.pk, raw=raw)
    span = span_of(school, asked)
    found.not_asked = [
        one.indicator for one in found.panels if not one.standing.now and not one.indicator.applies_to(*span)
    ]
    found.panels = [one for one in found.panels if one.indicator not in found.not_asked]
    return found


def school_engagement_context(school, asked, address, viewer):
    done = dashboards.engagement_of_school(school, asked)
    may_read, back = viewer.may_read(school.pk), f"{address()}#engagement"
    ask = asks(viewer, asked, By.MONTH, back, school)

    def behind(**what):
        return activities_url(school=school, fall_year=asked.fall_year, back=back, **what) if may_read else ""

    return {
        **engagement_context(done, asked, address, ask),
        "stats": presenting.stats(done, behind(), ask),
        "shows_schools": False,
        "months": presenting.month_rows(done, lambda day: behind(month=day)),
        "initiatives": presenting.initiative_rows(done, lambda code: behind(initiative=code), _("Activities")),
    }


# ---------------------------------------------------------------------- files


def district_file(request, asked, file_format, raw):
    """One of the tables as a file; only what it holds is read."""
    name = request.GET.get("table")
    name = name if name in DISTRICT_TABLES else DISTRICT_TABLES[0]
    if name in ("indicators", "groups"):
        targets = dashboards.targets_of()
        rows = figure_table(dashboards.indicators_of(cells.of_district(), targets, asked, raw=raw), name, asked, {})
    elif name == "months":
        rows = tables.month_table(dashboards.engagement.district_by_month(asked.fall_year))
    elif name == "initiatives":
        rows = tables.initiative_table(dashboards.engagement.by_initiative(asked.fall_year), asked.fall_year)
    else:
        rows = tables.school_table(dashboards.schools_of_district(asked), asked.fall_year)
    return downloads.table_response(file_format, f"district-{name}", *rows, notes=tables.notes_of(name))


def school_file(request, school, asked, file_format, raw):
    name = request.GET.get("table")
    name = name if name in SCHOOL_TABLES else SCHOOL_TABLES[0]
    if name in ("indicators", "groups"):
        rows = figure_table(
            school_indicators(school, dashboards.targets_of(school.pk), asked, raw), name, asked, {school.pk: school}
        )
    elif name == "months":
        rows = tables.month_table(dashboards.engagement.school_by_month(school, asked.fall_year))
    else:
        slices = dashboards.engagement.by_initiative(asked.fall_year, school)
        rows = tables.initiative_table(slices, asked.fall_year)
    return downloads.table_response(file_format, f"{school.code}-{name}", *rows, notes=tables.notes_of(name))


def figure_table(found, name, asked, schools):
    """The figures of the page up to the chosen year: all students, or the groups of the chosen breakdown."""
    dimension = Dimension.ALL if name == "indicators" else asked.dimension
    codes = {panel.indicator.pk for panel in found.panels}
    wanted = [
        one
        for one in found.figures
        if one.indicator in codes and one.dimension == dimension and one.fall_year <= asked.fall_year
    ]
    return tables.FIGURE_HEADERS, tables.figure_rows(wanted, schools)
