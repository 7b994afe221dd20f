"""What the district sets for the meetings of all councils: the clocks, standing items."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from district.drafts import kept_while_typing, put_back
from district.history import history_of
from district.models import DayOff
from governance.forms.meetings import RulesForm, StandingItemForm
from governance.holidays import named_holidays
from governance.models import MeetingRules, StandingItem


@require_http_methods(["GET", "POST"])
@kept_while_typing
def rules(request):
    record = MeetingRules.objects.first() or MeetingRules()
    form = RulesForm(request.POST or None, instance=record)
    if form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect("governance:meeting-rules")
    put_back(request, form)
    year = timezone.localdate().year
    context = {
        "form": form,
        "days_off": DayOff.objects.filter(last_day__gte=timezone.localdate().replace(month=1, day=1)),
        "holidays": named_holidays(year),
        "year": year,
        "items": StandingItem.objects.all(),
        "history": history_of(record) if record.pk else None,
    }
    return render(request, "governance/meeting_rules.html", context)


@require_http_methods(["GET", "POST"])
@kept_while_typing
def standing_item_add(request):
    return standing_item(request, StandingItem())


@require_http_methods(["GET", "POST"])
@kept_while_typing
def standing_item_edit(request, pk):
    return standing_item(request, get_object_or_404(StandingItem, pk=pk))


def standing_item(request, record):
    form = StandingItemForm(request.POST or None, instance=record)
    if form.is_valid():
        form.save()
        messages.success(request, _("Saved. Agendas that are made already stay as they are."))
        return redirect("governance:meeting-rules")
    return show(request, form, _("Standing item"))


def show(request, form, title):
    put_back(request, form)
    return render(request, "governance/meeting_rules_form.html", {"form": form, "title": title})
