"""Schools, for anyone to find and read; what only some may see of a school is added for them."""

from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from district import school_page
from district.access import Can, may
from district.forms.school_filter import SchoolFilter
from district.models import School, SchoolProfile, SchoolYear

PER_PAGE = 50


@require_safe
def school_list(request):
    filters = SchoolFilter(request.GET)
    facts_today = SchoolProfile.objects.on(timezone.localdate())
    schools = filters.apply().prefetch_related(Prefetch("profiles", facts_today, to_attr="facts_today"))
    context = {
        "form": SchoolFilter(initial=filters.chosen()),
        "active": len(filters.chosen()),
        "page": Paginator(schools, PER_PAGE).get_page(request.GET.get("page")),
        "may_edit": may(request.user, Can.EDIT_SCHOOL),
    }
    return render(request, "district/school_list.html", context)


@require_safe
def school_detail(request, code):
    school = get_object_or_404(School, code=code)
    return render(request, "district/school_detail.html", school_page.of(school, request.user))


@require_safe
def school_year_list(request):
    context = {
        "years": SchoolYear.objects.with_schools_open().select_related("locked_by"),
        "may_lock": may(request.user, Can.LOCK_YEAR),
    }
    return render(request, "district/school_year_list.html", context)
