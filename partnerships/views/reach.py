"""How many different families a school reached in a school year: stated by the school, never summed from events."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from district import downloads, school_years
from district.access import Can, may, require, schools_where
from district.history import history_of
from district.models import School, SchoolYear
from indicators import engagement
from partnerships.forms.reach import ReachForm
from partnerships.models import YearlyReach

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
    page = Paginator(schools, PER_PAGE).get_page(request.GET.get("page"))
    for school in page.object_list:
        school.may_state = may(request.user, Can.STATE_REACH, school)
    context = {
        "page": page,
        "year": year,
        "years": years,
        "fall_year": fall_year,
        "stated_total": YearlyReach.objects.filter(fall_year=fall_year, school__in=schools.values("pk")).count(),
    }
    return render(request, "partnerships/reach_list.html", context)


def schools_with_reach(user, fall_year):
    """Schools open in the year that the person may read; `stated` is a list of the one statement, or empty."""
    stated = YearlyReach.objects.filter(fall_year=fall_year).select_related("stated_by")
    open_then = School.objects.open_in(fall_year).filter(pk__in=schools_where(user, Can.VIEW_ACTIVITY))
    return open_then.prefetch_related(Prefetch("yearly_reach", stated, to_attr="stated")).order_by("name")


def file_headers():
    return [
        *(_("School"), _("School code"), _("Families enrolled"), _("Different families reached")),
        *(_("Families with a relational home visit"), _("How it was counted"), _("Stated by"), _("Stated on")),
    ]


def file_row(school):
    if not school.stated:
        return [school.name, school.code]
    reach = school.stated[0]
    counts = [reach.families_enrolled, reach.families_reached, reach.families_home_visited]
    return [school.name, school.code, *counts, reach.method, str(reach.stated_by), reach.stated_at.date()]


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
