"""For principals and central office: what shows that a school does what the law asks, and all of it as one file."""

from functools import partial
from itertools import groupby

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from district import school_years
from district.access import Can, require, schools_where
from district.models import DataArchive, School, SchoolYear
from district.models.jobs import JobState
from fce_portal.school_evidence import gathering, making
from fce_portal.takeaway.views import progress

SHOWN = 5
YEARS_SHOWN = 4


@require_http_methods(["GET", "HEAD", "POST"])
def school_evidence(request, code, year):
    school = get_object_or_404(School, code=code, pk__in=schools_where(request.user, Can.TAKE_EVIDENCE))
    require(request.user, Can.TAKE_EVIDENCE, school)
    if not SchoolYear.objects.filter(pk=min(year, 9999)).exists():
        raise Http404
    archives = DataArchive.objects.visible_to(request.user).filter(school=school, fall_year=year)
    archives = archives.select_related("asked_by", "job", "school")[:SHOWN]
    running = next((one for one in archives if one.job and not one.job.is_over), None)
    if request.method == "POST":
        if running:
            messages.info(request, _("The archive is being made already."))
        else:
            making.ask(school, year, request.user)
            messages.success(
                request, _("The archive is being made. You can leave this page; it stays here for a week.")
            )
        return redirect("school-evidence", code=code, year=year)
    found = gathering.standings(school, year)
    last = archives[0] if archives else None
    shows_job = last and last.job and last.job.state != JobState.DONE
    context = {
        "school": school,
        "year": year,
        "year_label": school_years.label(year),
        "years": years(school, year),
        "parts": [(part.label, list(rows)) for part, rows in groupby(found, key=lambda one: one.requirement.part)],
        "missing": sum(one.is_missing for one in found),
        "partly": sum(one.state == gathering.State.PARTLY for one in found),
        "left_open": sum(one.state == gathering.State.NOTHING for one in found),
        "archives": archives,
        "is_running": running is not None,
        **(progress(last) if shows_job else {}),
    }
    return render(request, "school_evidence/school_evidence.html", context)


def years(school, chosen):
    """(label, address, whether it is the chosen one) of the last years, for the tabs."""
    begun = SchoolYear.objects.filter(pk__lte=school_years.fall_year_of(timezone.localdate()))
    last = begun.order_by("-pk").values_list("pk", flat=True)[:YEARS_SHOWN]
    address = partial(reverse, "school-evidence")
    return [(school_years.label(year), address(args=[school.code, year]), year == chosen) for year in last]
