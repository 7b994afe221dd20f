"""Schools, for anyone to find and read; what only some may see of a school is added for them."""

from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from district import downloads, school_page, year_passages
from district.access import Can, may
from district.forms.school_filter import SchoolFilter
from district.models import School, SchoolProfile, SchoolYear

PER_PAGE = 25


@require_safe
def school_list(request):
    """All schools by filters. Who looks for one by name on the front page (`find`) comes straight to it, or reads the
    few that are called so above the filters."""
    filters = SchoolFilter(request.GET)
    facts_today = SchoolProfile.objects.on(timezone.localdate())
    schools = filters.apply().prefetch_related(Prefetch("profiles", facts_today, to_attr="facts_today"))
    if file_format := downloads.wanted_format(request):
        return downloads.table_response(file_format, "schools", file_headers(), map(file_row, schools))
    is_looked_for = "find" in request.GET and filters.chosen().get("q")
    if is_looked_for and len(only := list(schools[:2])) == 1:
        return redirect(only[0])
    context = {
        "form": SchoolFilter(initial=filters.chosen()),
        "active": len(filters.chosen()),
        "page": Paginator(schools, PER_PAGE).get_page(request.GET.get("page")),
        "may_edit": may(request.user, Can.EDIT_SCHOOL),
        "is_looked_for": is_looked_for,
    }
    return render(request, "district/school_list.html", context)


def file_headers():
    names = ["low_grade", "high_grade", "tier", "is_title1", "is_magnet", "is_community_school", "address"]
    facts = [capfirst(SchoolProfile._meta.get_field(name).verbose_name) for name in names]
    return [_("State code"), _("Name"), *facts, _("Opened"), _("Last day open")]


def file_row(school):
    facts = school.facts_today[0] if school.facts_today else SchoolProfile(is_title1=None, is_magnet=None)
    grades = [facts.get_low_grade_display() or "", facts.get_high_grade_display() or ""]
    flags = [facts.is_title1, facts.is_magnet, facts.is_community_school] if facts.pk else [None] * 3
    said = ["" if flag is None else _("Yes") if flag else _("No") for flag in flags]
    days = [school.opened_on, school.closed_on]
    return [school.code, school.name, *grades, facts.get_tier_display(), *said, facts.address, *days]


@require_safe
def school_detail(request, code):
    school = get_object_or_404(School, code=code)
    return render(request, "district/school_detail.html", school_page.of(school, request.user))


@require_safe
def school_year_list(request):
    may_lock = may(request.user, Can.LOCK_YEAR)
    context = {
        "years": SchoolYear.objects.with_schools_open().select_related("locked_by"),
        "may_lock": may_lock,
        "to_begin": SchoolYear.objects.filter(fall_year__in=year_passages.years_open()) if may_lock else [],
    }
    return render(request, "district/school_year_list.html", context)
