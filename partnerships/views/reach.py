"""How many different families a school reached in a school year: stated by the school, never summed from events."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Count, Prefetch, Sum
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from district import downloads, school_years
from district.access import Can, may, require, schools_where
from district.history import history_of
from district.models import School, SchoolYear
from indicators import engagement
from indicators.amounts import number
from indicators.models import PublicationStamp
from indicators.parameters import chosen_year
from indicators.tasks import ring
from partnerships import coverage
from partnerships.forms.reach import HomeLanguagesForm, ReachForm, RuleForm
from partnerships.models import EngagementRule, YearlyReach
from partnerships.models.reach import percent, share

PER_PAGE = 50


def years_so_far():
    """School years that have begun, newest first: nobody states what is still to come."""
    return SchoolYear.objects.filter(starts_on__lte=timezone.localdate())


@require_safe
def reach_list(request):
    years = list(years_so_far())
    year = next((year for year in years if str(year.fall_year) == request.GET.get("year")), years[0] if years else None)
    fall_year = year.fall_year if year else school_years.fall_year_of(timezone.localdate())
    schools = schools_with_reach(request.user, fall_year)
    if file_format := downloads.wanted_format(request):
        return downloads.table_response(file_format, f"reach-{fall_year}", file_headers(), map(file_row, schools))
    shown = schools
    if only_silent(request):
        shown = schools.exclude(pk__in=YearlyReach.objects.filter(fall_year=fall_year).values("school"))
    page = Paginator(shown, PER_PAGE).get_page(request.GET.get("page"))
    for school, found in zip(page.object_list, coverage.of_schools(page.object_list, fall_year), strict=True):
        school.coverage = found
        school.may_state = may(request.user, Can.STATE_REACH, school)
    context = {
        "page": page,
        "year": year,
        "years": years,
        "fall_year": fall_year,
        "sums": sums_of(schools, fall_year),
        "silent": only_silent(request),
        "schools_total": schools.count(),
        "base_words": base_words(EngagementRule.current()),
        "may_frame": may(request.user, Can.FRAME_ENGAGEMENT),
    }
    return render(request, "partnerships/reach_list.html", context)


def only_silent(request):
    """Whether the address asks only for the schools that have stated nothing."""
    return request.GET.get("stated") == "no"


def base_words(rule):
    """What coverage of home visits divides by: printed wherever it is shown (facts 7.3)."""
    return _("Coverage of home visits is divided by %(base)s.") % {"base": rule.get_visit_denominator_display()}


def schools_with_reach(user, fall_year):
    """Schools open in the year that the person may read; `stated` is a list of the one statement, or empty."""
    stated = YearlyReach.objects.filter(fall_year=fall_year).select_related("stated_by")
    open_then = School.objects.open_in(fall_year).filter(pk__in=schools_where(user, Can.VIEW_ACTIVITY))
    return open_then.prefetch_related(Prefetch("yearly_reach", stated, to_attr="stated")).order_by("name")


def sums_of(schools, fall_year):
    """What the schools state together, in words that say what kind of sum it is; empty where none did. One query."""
    columns = ("families_enrolled", "families_reached", "families_home_visited", "volunteers_total")
    stated = YearlyReach.objects.filter(fall_year=fall_year, school__in=schools.values("pk"))
    found = stated.aggregate(stated=Count("pk"), **{name: Sum(name) for name in columns})
    labels = (
        _("Families enrolled"),
        _("Different families reached"),
        _("Families with a relational home visit"),
        _("Different volunteers"),
    )
    rows = [
        (label, number(found[name])) for label, name in zip(labels, columns, strict=True) if found[name] is not None
    ]
    return {"stated_total": found["stated"], "rows": rows}


def file_headers():
    return [
        *(_("School"), _("School code"), _("Families enrolled"), _("Different families reached")),
        *(_("Families with a relational home visit"), _("How it was counted"), _("Stated by"), _("Stated on")),
        _("Different volunteers"),
    ]


def file_row(school):
    if not school.stated:
        return [school.name, school.code]
    reach = school.stated[0]
    counts = [reach.families_enrolled, reach.families_reached, reach.families_home_visited]
    said = [reach.method, str(reach.stated_by), timezone.localdate(reach.stated_at), reach.volunteers_total]
    return [school.name, school.code, *counts, *said]


@require_http_methods(["GET", "POST"])
def reach_edit(request, code, fall_year):
    school = get_object_or_404(School.objects.filter(pk__in=schools_where(request.user, Can.VIEW_ACTIVITY)), code=code)
    require(request.user, Can.STATE_REACH, school)
    year = get_object_or_404(years_so_far(), fall_year=fall_year)
    with transaction.atomic():
        School.objects.select_for_update(no_key=True).get(pk=school.pk)  # two first statements wait for each other
        reach = YearlyReach.objects.filter(school=school, fall_year=fall_year).first()
        stated = reach or YearlyReach(school=school, fall_year=fall_year)
        form = ReachForm(year, request.POST or None, instance=stated)
        if form.is_valid():
            form.save(by=request.user)
            messages.success(
                request, _("Stated the reach of %(school)s for %(year)s.") % {"school": school, "year": year}
            )
            return redirect(f"{reverse('partnerships:reach-list')}?year={fall_year}")
    context = {
        "form": form,
        "school": school,
        "year": year,
        "logged": engagement.school_by_month(school, fall_year).total.counts,
        "history": history_of(reach) if reach and may(request.user, Can.VIEW_HISTORY, school) else None,
    }
    return render(request, "partnerships/reach_form.html", context)


@require_safe
def home_visits(request):
    """Coverage of relational home visits by school, against the line of a tenth, and who has not stated it."""
    fall_year = chosen_year(request)
    rule = EngagementRule.current()
    schools = School.objects.open_in(fall_year).filter(pk__in=schools_where(request.user, Can.VIEW_ACTIVITY))
    found = coverage.of_schools(schools.order_by("name"), fall_year, rule.visit_denominator)
    known = [one for one in found if one.share is not None]
    known.sort(key=lambda one: one.school.name)
    if file_format := downloads.wanted_format(request):
        rows = ([one.school.name, one.school.code, one.visited, one.base, percent_number(one.share)] for one in found)
        headers = [_("School"), _("School code"), _("Families visited"), base_label(rule), _("Coverage in percent")]
        return downloads.table_response(file_format, f"home-visits-{fall_year}", headers, rows)
    visited, base = sum(min(one.visited, one.base) for one in known), sum(one.base for one in known)
    context = {
        "fall_year": fall_year,
        "years": years_so_far(),
        "year_label": school_years.label(fall_year),
        "known": known,
        "silent": [one for one in found if one.share is None],
        "over": sum(one.is_over_the_line for one in known),
        "visited": number(visited),
        "base": number(base),
        "share": percent(share(visited, base)),
        "base_words": base_words(rule),
        "base_label": base_label(rule),
        "may_frame": may(request.user, Can.FRAME_ENGAGEMENT),
    }
    return render(request, "partnerships/home_visits.html", context)


def base_label(rule):
    return capfirst(rule.get_visit_denominator_display())


def percent_number(fraction):
    return None if fraction is None else round(100 * fraction, 1)


@require_http_methods(["GET", "POST"])
def engagement_rule(request):
    """By what coverage divides, and by when Title I meetings are held: settled once for the district."""
    with transaction.atomic():
        rule = EngagementRule.objects.select_for_update().filter(pk=1).first() or EngagementRule()
        form = RuleForm(request.POST or None, instance=rule)
        if form.is_valid():
            form.save()
            PublicationStamp.advance()
            ring()
            messages.success(request, _("Settled. Every page that shows coverage says so from now on."))
            return redirect("partnerships:home-visits")
    history = history_of(rule) if not rule._state.adding else None
    return render(request, "partnerships/engagement_rule.html", {"form": form, "history": history})


@require_http_methods(["GET", "POST"])
def home_languages(request, code, fall_year):
    """How many families of a school speak which language at home, stated once a year."""
    school = get_object_or_404(School.objects.filter(pk__in=schools_where(request.user, Can.VIEW_ACTIVITY)), code=code)
    require(request.user, Can.STATE_REACH, school)
    year = get_object_or_404(years_so_far(), fall_year=fall_year)
    with transaction.atomic():
        School.objects.select_for_update(no_key=True).get(pk=school.pk)
        form = HomeLanguagesForm(school, year, request.POST or None)
        if form.is_valid():
            form.save(by=request.user)
            words = {"school": school, "year": year}
            messages.success(request, _("Stated the home languages of %(school)s for %(year)s.") % words)
            return redirect(f"{reverse('partnerships:quality-school', args=[code])}?year={fall_year}#languages")
    return render(request, "partnerships/home_languages.html", {"form": form, "school": school, "year": year})
