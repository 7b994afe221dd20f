"""Changing, deleting and restoring activities; their evidence."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from district import evidence
from district.access import Can
from district.forms import conflicts
from indicators.tasks import ring
from partnerships import activity_log
from partnerships.filters import CountedToPaginator
from partnerships.forms.activity import ActivityForm
from partnerships.forms.deletion import DeletionForm
from partnerships.models import Activity
from partnerships.permits import require_with


def activity_to_change(request, pk, permission, lock=False):
    visible = Activity.objects.visible_to(request.user)
    activity = get_object_or_404(visible.select_for_update(of=("self",)) if lock else visible, pk=pk)
    require_with(request.user, permission, activity)
    return activity


@require_http_methods(["GET", "POST"])
def activity_edit(request, pk):
    if request.method == "POST":
        with transaction.atomic():
            return save_edit(request, pk)
    activity = activity_to_change(request, pk, Can.EDIT_ACTIVITY)
    if request.htmx:
        form = ActivityForm(request.user, instance=with_type(activity, request.GET), initial=request.GET.dict())
        return render(request, "partnerships/_count_fields.html", {"form": form})
    return show_form(request, ActivityForm(request.user, instance=activity), activity)


def with_type(activity, query):
    """The activity as it would be with the type just chosen, to draw its counts; nothing is saved."""
    activity.activity_type = query.get("activity_type", "")[:24]
    return activity


def save_edit(request, pk):
    """Take a sent form, with the row locked so that two saves cannot pass each other."""
    theirs = activity_to_change(request, pk, Can.EDIT_ACTIVITY, lock=True)
    mine = Activity.objects.get(pk=pk)
    sent = conflicts.resolved(request.POST, ActivityForm(request.user, instance=theirs))
    form = ActivityForm(request.user, sent, request.FILES, instance=mine)
    if not form.is_valid():
        return show_form(request, form, theirs)
    if form.stale(theirs):
        before = theirs.events.filter(version=form.cleaned_data["version"]).order_by("-pgh_id").first()
        found = conflicts.differences(form, form.instance, theirs, before)
        if found:
            return show_conflict(request, form, theirs, found)
    form.instance.version = theirs.version
    activity = form.save()
    ring()
    messages.success(request, _("Saved “%(activity)s”.") % {"activity": activity})
    return redirect(activity)


def show_form(request, form, activity):
    return render(request, "partnerships/activity_form.html", {"form": form, "activity": activity})


def show_conflict(request, form, theirs, found):
    context = {
        "activity": theirs,
        "differences": found,
        "sent": conflicts.sent_again(form.data),
    }
    return render(request, "partnerships/activity_conflict.html", context, status=409)


@require_POST
def activity_follow_up(request, pk):
    """One tap: what follows is done today, or it is not done after all."""
    activity = activity_to_change(request, pk, Can.EDIT_ACTIVITY)
    done_on = None if activity.follow_up_done_on else timezone.localdate()
    if not activity_log.follow_up(activity=activity, done_on=done_on):
        messages.warning(request, _("Nothing follows from this activity. Say under its details what does."))
    elif done_on:
        messages.success(request, _("What follows from “%(activity)s” is done.") % {"activity": activity})
    else:
        messages.success(request, _("What follows from “%(activity)s” is open again.") % {"activity": activity})
    return redirect(activity)


@require_http_methods(["GET", "POST"])
def activity_delete(request, pk):
    activity = activity_to_change(request, pk, Can.DELETE_ACTIVITY)
    form = DeletionForm(request.POST or None)
    if form.is_valid():
        activity_log.delete(activity=activity, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, _("“%(activity)s” was deleted. You can restore it here.") % {"activity": activity})
        return redirect("partnerships:activity-deleted-list")
    return render(request, "partnerships/activity_delete.html", {"form": form, "activity": activity})


def deleted_activities(user):
    return Activity.objects.filter(deleted_at__isnull=False).among_schools_of(user, Can.DELETE_ACTIVITY)


@require_safe
def activity_deleted_list(request):
    rows = deleted_activities(request.user).select_related("school", "deleted_by").order_by("-deleted_at")
    page = CountedToPaginator(rows, 25).get_page(request.GET.get("page"))
    return render(request, "partnerships/activity_deleted_list.html", {"page": page})


@require_POST
def activity_restore(request, pk):
    activity = get_object_or_404(deleted_activities(request.user), pk=pk)
    activity_log.restore(activity=activity)
    messages.success(request, _("“%(activity)s” counts again.") % {"activity": activity})
    return redirect(activity)


@require_safe
def activity_evidence(request, pk):
    visible = Activity.objects.visible_to(request.user).select_related("evidence")
    activity = get_object_or_404(visible, pk=pk, evidence__isnull=False)
    return evidence.response_or_404(activity.evidence)
