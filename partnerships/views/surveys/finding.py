"""Finding the survey, place or version that a page is about, as the person may see and change it."""

from django.db import connection
from django.shortcuts import get_object_or_404, render

from district.access import may, may_district_wide, require
from district.drafts import put_back
from partnerships.models import CountSheet, InstrumentVersion, Survey, SurveyPlace


def surveys_seen(request):
    return Survey.objects.visible_to(request.user).select_related("version__instrument")


def survey_or_404(request, pk, permission=None):
    """The survey as the person may see it; 403 where they may see but not do `permission`. Locked for what is sent."""
    surveys = surveys_seen(request)
    if request.method == "POST" and connection.in_atomic_block:
        surveys = surveys.select_for_update(of=("self",))
    survey = get_object_or_404(surveys, pk=pk)
    if permission:
        require(request.user, permission)
    return survey


def place_or_404(request, pk, permission):
    """A place of a survey that the person may see, and where they may do `permission`. A place without a school is the
    district's: it takes a district role."""
    places = SurveyPlace.objects.filter(survey__in=Survey.objects.visible_to(request.user))
    place = get_object_or_404(places.select_related("school", "survey__version__instrument"), pk=pk)
    require_at(request.user, permission, place)
    return place


def require_at(user, permission, place):
    if place.school_id is None and may_district_wide(user, permission):
        return
    require(user, permission, place.school or 0)


def may_at(user, permission, place):
    return may_district_wide(user, permission) if place.school_id is None else may(user, permission, place.school_id)


def sheet_or_404(request, pk, permission):
    sheets = CountSheet.objects.filter(place__survey__in=Survey.objects.visible_to(request.user))
    if request.method == "POST" and connection.in_atomic_block:
        sheets = sheets.select_for_update(of=("self",))
    sheet = get_object_or_404(sheets.select_related("place__school", "place__survey__version__instrument"), pk=pk)
    require_at(request.user, permission, sheet.place)
    return sheet


def version_or_404(pk):
    return get_object_or_404(InstrumentVersion.objects.select_related("instrument"), pk=pk)


def show_form(request, form, title, back, back_label, **more):
    put_back(request, form)
    context = {"form": form, "title": title, "back": back, "back_label": back_label, **more}
    return render(request, "partnerships/survey_form.html", context)
