"""Series of sessions: courses, class teams, leadership programs."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import ProtectedError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from district import downloads, school_years
from district.access import Can, may
from district.history import history_of
from indicators.parameters import chosen_year
from indicators.tasks import ring
from partnerships import sessions
from partnerships.forms.series import AttachForm, SeriesForm
from partnerships.models import Activity, ActivitySeries
from partnerships.models.reach import percent
from partnerships.permits import may_with, require_with
from partnerships.views.reach import years_so_far

PER_PAGE = 25


@require_safe
def series_list(request):
    fall_year = chosen_year(request)
    found = sessions.with_sums(ActivitySeries.objects.visible_to(request.user).in_school_year(fall_year))
    found = found.select_related("school").order_by("-begins_on", "title", "pk")
    if file_format := downloads.wanted_format(request):
        return downloads.table_response(file_format, f"series-{fall_year}", file_headers(), map(file_row, found))
    context = {
        "page": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
        "fall_year": fall_year,
        "year_label": school_years.label(fall_year),
        "years": years_so_far(),
        "may_begin": may(request.user, Can.LOG_ACTIVITY),
    }
    return render(request, "partnerships/series_list.html", context)


def file_headers():
    return [
        *(_("Series"), _("Type"), _("School"), _("School code"), _("Begins on"), _("Sessions planned")),
        *(_("Sessions held"), _("Hours"), _("Families attending, all sessions together"), _("People enrolled")),
        *(_("People who completed"), _("Completion"), _("Graduates in a role since")),
    ]


def file_row(series):
    return [
        *(series.title, str(series.get_activity_type_display()), str(series.place_of_record())),
        *(series.school.code if series.school else "", series.begins_on, series.sessions_planned),
        *(series.sessions_held, series.hours, series.families, series.enrolled_total, series.completed_total),
        *(percent(series.completion), series.roles_taken_total),
    ]


def series_or_404(request, pk):
    return get_object_or_404(ActivitySeries.objects.visible_to(request.user).select_related("school"), pk=pk)


@require_safe
def series_detail(request, pk):
    series = series_or_404(request, pk)
    may_change = may_with(request.user, Can.EDIT_ACTIVITY, series)
    context = {
        "series": series,
        "year_label": school_years.label(series.fall_year),
        "held": sessions.sessions_of(series),
        "sums": sessions.sums_of(series),
        "completion": percent(series.completion),
        "may_log": may_with(request.user, Can.LOG_ACTIVITY, series),
        "may_change": may_change,
        "attach": AttachForm(sessions.attachable(series)[: sessions.MOST_TO_ATTACH]) if may_change else None,
        "history": history_of(series) if may_with(request.user, Can.VIEW_HISTORY, series) else None,
    }
    return render(request, "partnerships/series.html", context)


@require_http_methods(["GET", "POST"])
def series_add(request):
    form = SeriesForm(request.user, request.POST or None)
    if form.is_valid():
        series = form.save()
        ring()
        messages.success(request, _("“%(series)s” has begun. Log its sessions here.") % {"series": series})
        return redirect(series)
    return render(request, "partnerships/series_form.html", {"form": form, "series": None})


@require_http_methods(["GET", "POST"])
def series_edit(request, pk):
    with transaction.atomic():
        series = series_or_404(request, pk)
        require_with(request.user, Can.EDIT_ACTIVITY, series)
        form = SeriesForm(request.user, request.POST or None, instance=series)
        if form.is_valid():
            form.save()
            ring()
            messages.success(request, _("Saved “%(series)s”.") % {"series": series})
            return redirect(series)
    return render(request, "partnerships/series_form.html", {"form": form, "series": series})


@require_POST
def series_attach(request, pk):
    series = series_or_404(request, pk)
    require_with(request.user, Can.EDIT_ACTIVITY, series)
    form = AttachForm(sessions.attachable(series), request.POST)
    if not form.is_valid():
        messages.warning(request, _("Tick the activities that belong to the series first."))
        return redirect(series)
    number = sessions.attach(series, [activity.pk for activity in form.cleaned_data["sessions"]])
    text = ngettext("%(number)s session was attached.", "%(number)s sessions were attached.", number)
    messages.success(request, text % {"number": number})
    return redirect(series)


@require_POST
def series_detach(request, pk):
    """Take an activity out of its series."""
    activity = get_object_or_404(Activity.objects.visible_to(request.user), pk=pk, series__isnull=False)
    require_with(request.user, Can.EDIT_ACTIVITY, activity)
    series = activity.series
    if sessions.detach(series, pk):
        messages.success(request, _("“%(activity)s” is no session of this series any more.") % {"activity": activity})
    return redirect(series)


@require_POST
def series_remove(request, pk):
    """Remove a series that was begun by mistake: one without sessions."""
    series = series_or_404(request, pk)
    require_with(request.user, Can.EDIT_ACTIVITY, series)
    try:
        series.delete()
    except ProtectedError as error:
        raise PermissionDenied(_("A series with sessions stays. Take its sessions out first.")) from error
    ring()
    messages.success(request, _("“%(series)s” was removed.") % {"series": series})
    return redirect("partnerships:series-list")
