"""Closing a school year, so that its figures hold still, and opening it again."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from district.models import SchoolYear


@require_POST
def school_year_lock(request, fall_year):
    """Close a year that is over. What is changed afterwards needs a note that says why."""
    year = get_object_or_404(SchoolYear, fall_year=fall_year)
    if year.ends_on >= timezone.localdate():
        messages.warning(request, _("%(year)s is not over yet.") % {"year": year})
    elif SchoolYear.objects.lock(year, by=request.user):
        messages.success(request, _("%(year)s is closed: changes need a correction note now.") % {"year": year})
    return redirect("district:school-year-list")


@require_POST
def school_year_unlock(request, fall_year):
    year = get_object_or_404(SchoolYear, fall_year=fall_year)
    SchoolYear.objects.filter(pk=year.pk).update(locked_at=None, locked_by=None)
    messages.success(request, _("%(year)s is open again.") % {"year": year})
    return redirect("district:school-year-list")
