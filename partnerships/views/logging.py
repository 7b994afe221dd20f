"""Logging an activity: the short form, and the page that says what was saved."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from district.access import Can
from district.models import School
from indicators.parameters import whole_number
from partnerships import activity_log, duplicates, sessions
from partnerships.forms.quick_log import QuickLogForm, is_suggested
from partnerships.models import Activity, ActivitySeries
from partnerships.permits import may_with


@require_http_methods(["GET", "POST"])
def activity_log_page(request):
    if request.method == "POST":
        form = QuickLogForm(request.user, request.POST)
        if form.is_valid():
            activity, is_new = form.save()
            if not is_new:
                messages.info(request, _("This form was sent before. What you see here is what was saved then."))
            return redirect("partnerships:activity-saved", activity.pk)
        return show_form(request, form)
    form = QuickLogForm(request.user, initial=proposed(request.GET) | next_session(request))
    if request.htmx:
        return render(request, "partnerships/_log_fields.html", {"form": form.prepare_to_show()})
    return show_form(request, form)


def show_form(request, form, like=None):
    return render(request, "partnerships/activity_log.html", {"form": form.prepare_to_show(), "like": like})


def proposed(query):
    """What the address proposes for the form: a type, and what was typed before the type was changed."""
    initial = {}
    if query.get("activity_type"):
        initial["activity_type"] = query["activity_type"][:24]
    if query.get("school"):
        initial["school"] = School.objects.filter(code=query["school"][:7]).values_list("pk", flat=True).first()
    if query.get("title") and not is_suggested(query["title"]):
        initial["title"] = query["title"][:140]
    if query.get("count", "").isdecimal():
        initial["count"] = query["count"][:7]
    if query.get("initiative", "").isdecimal():
        initial["initiative"] = query["initiative"][:9]
    return initial


def next_session(request):
    """What the next session of a series begins with: its type, school and title, and the last one's initiative."""
    pk = whole_number(request.GET.get("series"))
    series = ActivitySeries.objects.visible_to(request.user).filter(pk=pk).first() if pk else None
    if series is None:
        return {}
    last = sessions.last_session(series)
    return {
        "series": series,
        "activity_type": series.activity_type,
        "school": series.school_id or "0",
        "title": sessions.next_title(series),
        "initiative": last.initiatives.values_list("pk", flat=True).first() if last else None,
    }


@require_safe
def activity_copy(request, pk):
    """The short form again, filled like an activity that was logged: all but the date and the count."""
    like = get_object_or_404(Activity.objects.visible_to(request.user), pk=pk)
    initial = {"activity_type": like.activity_type, "title": like.title, "school": like.school_id or "0"}
    initial["initiative"] = like.initiatives.values_list("pk", flat=True).first()
    series = ActivitySeries.objects.visible_to(request.user).filter(pk=like.series_id).first()
    if series:
        initial |= {"series": series, "title": sessions.next_title(series)}
    return show_form(request, QuickLogForm(request.user, initial=initial), like=like)


@require_safe
def activity_saved(request, pk):
    visible = Activity.objects.visible_to(request.user).select_related("school")
    activity = get_object_or_404(visible, pk=pk)
    context = {
        "activity": activity,
        "suspects": duplicates.suspects_of(activity),
        "may_undo": activity_log.may_undo(request.user, activity),
        "may_edit": may_with(request.user, Can.EDIT_ACTIVITY, activity),
    }
    return render(request, "partnerships/activity_saved.html", context)


@require_POST
def activity_undo(request, pk):
    activity = get_object_or_404(Activity.objects.visible_to(request.user), pk=pk)
    if not activity_log.may_undo(request.user, activity):
        messages.warning(request, _("This can no longer be undone. You can still change it."))
        return redirect(activity)
    activity_log.undo(activity=activity, by=request.user)
    messages.success(request, _("“%(activity)s” was taken back. Nothing of it counts.") % {"activity": activity})
    return redirect("partnerships:activity-log")
