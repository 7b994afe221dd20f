"""The definitions of an indicator over the years; proposing a change, changing, approving, declining it."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from district.access import Can, may_district_wide
from district.drafts import kept_while_typing, put_back
from district.history import history_of
from indicators import definitions
from indicators.definition_forms import DefinitionAnswerForm, DefinitionForm
from indicators.models import DefinitionChange, Indicator
from indicators.views.proposals import is_answered


@require_safe
def definitions_page(request, code):
    """By which definition each school year is counted, for anybody; what is proposed, for those who decide."""
    indicator = get_object_or_404(Indicator, pk=code)
    seen = DefinitionChange.objects.visible_to(request.user).filter(indicator=indicator)
    may_define = may_district_wide(request.user, Can.DEFINE_INDICATOR)
    others = [one for one in seen if one.approved_at is None] if may_define else []
    context = {
        "indicator": indicator,
        "definitions": definitions.all_of(indicator),
        "open": next((one for one in others if one.is_open), None),
        "declined": [one for one in others if not one.is_open],
        "may_define": may_define,
    }
    return render(request, "indicators/definitions.html", context)


@require_http_methods(["GET", "POST"])
@kept_while_typing
def definition_propose(request, code):
    """Begin with the texts in force. One proposal at a time: where there is one, it is changed instead."""
    indicator = get_object_or_404(Indicator, pk=code)
    waiting = indicator.definition_changes.open().first()
    if waiting:
        return redirect("indicators:definition-edit", code=code, pk=waiting.pk)
    change = DefinitionChange(indicator=indicator, **definitions.as_adopted(indicator))
    form = DefinitionForm(request.POST or None, instance=change)
    if form.is_valid():
        definitions.propose(form.save(commit=False), by=request.user)
        messages.success(request, _("The change is proposed. Somebody else of the central office has to approve it."))
        return redirect("indicators:definitions", code=code)
    return form_page(request, form, indicator, title=_("Propose a changed definition"))


def open_or_404(request, code, pk):
    found = DefinitionChange.objects.visible_to(request.user).open()
    if request.method == "POST":
        found = found.select_for_update(of=("self",))
    return get_object_or_404(found, pk=pk, indicator=code)


@require_http_methods(["GET", "POST"])
@kept_while_typing
@transaction.atomic
def definition_edit(request, code, pk):
    """Change a proposal; whoever does becomes its proposer, so that another person has to approve it."""
    change = open_or_404(request, code, pk)
    form = DefinitionForm(request.POST or None, instance=change)
    if form.is_valid():
        definitions.propose(form.save(commit=False), by=request.user)
        messages.success(request, _("The proposal is saved. Somebody else of the central office has to approve it."))
        return redirect("indicators:definitions", code=code)
    entries = history_of(change)
    return form_page(request, form, change.indicator, title=_("Change the proposal"), entries=entries)


def form_page(request, form, indicator, **context):
    put_back(request, form)
    return render(request, "indicators/definition_form.html", {"form": form, "indicator": indicator, **context})


@require_http_methods(["GET", "POST"])
@transaction.atomic
def definition_answer(request, code, pk):
    """Read what is proposed beside what is in force, and approve or decline it."""
    change = open_or_404(request, code, pk)
    is_own = change.proposed_by_id == request.user.pk
    form = DefinitionAnswerForm(request.POST or None, change=change, is_own=is_own)
    approved = _("Approved. From %(year)s on the changed definition counts.") % {"year": change.year_label}
    if form.is_valid() and is_answered(request, form, definitions, change, approved):
        return redirect("indicators:definitions", code=code)
    context = {
        "change": change,
        "indicator": change.indicator,
        "rows": definitions.compared(change),
        "form": form,
        "is_own": is_own,
    }
    return render(request, "indicators/definition_answer.html", context)


@require_http_methods(["GET", "POST"])
@transaction.atomic
def definition_remove(request, code, pk):
    """Take a proposal back before it is decided."""
    change = open_or_404(request, code, pk)
    if request.method == "POST":
        change.delete()
        messages.success(request, _("The proposal is taken back."))
        return redirect("indicators:definitions", code=code)
    return render(request, "indicators/definition_remove.html", {"change": change, "indicator": change.indicator})
