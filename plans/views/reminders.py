"""When people are reminded of what is due, and the holidays on which nobody is."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from district.models import DayOff
from plans.forms.reminders import DayOffForm, ReminderForm
from plans.models import ReminderRule

REMINDER, HOLIDAY = "reminder", "holiday"


@require_http_methods(["GET", "POST"])
def reminders(request):
    """Both lists on one page, each with a form to add to it; the field `adds` says which was sent."""
    adds = request.POST.get("adds")
    reminder = ReminderForm(request.POST if adds == REMINDER else None, prefix=REMINDER)
    holiday = DayOffForm(request.POST if adds == HOLIDAY else None, prefix=HOLIDAY)
    for form in (reminder, holiday):
        if form.is_bound and form.is_valid():
            added = form.save()
            messages.success(request, _("Added: “%(thing)s”.") % {"thing": added})
            return redirect("plans:reminders")
    context = {
        "rules": ReminderRule.objects.all(),
        "holidays": DayOff.objects.order_by("-first_day"),
        "reminder_form": reminder,
        "holiday_form": holiday,
        "form": holiday if holiday.is_bound else reminder,
    }
    return render(request, "plans/reminders.html", context)


@require_POST
def reminder_remove(request, pk):
    return remove(request, get_object_or_404(ReminderRule, pk=pk))


@require_POST
def day_off_remove(request, pk):
    return remove(request, get_object_or_404(DayOff, pk=pk))


def remove(request, record):
    name = str(record)
    record.delete()
    messages.success(request, _("“%(line)s” is taken off. Its history stays.") % {"line": name})
    return redirect("plans:reminders")
