"""A further plan cycle: begun, its targets entered in one table, adopted; its adopted text stays."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from indicators import target_cycles
from indicators.cells import amount
from indicators.models import TargetCycle
from indicators.standings import target_text
from indicators.target_cycle_forms import AdoptForm, CycleForm, CycleTargetsForm
from indicators.targets import origin, rule_text

EDIT = require_http_methods(["GET", "POST"])


@EDIT
def cycle_begin(request):
    form = CycleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        cycle = form.save()
        messages.success(request, _("The plan cycle is begun. Enter its targets."))
        return redirect(cycle)
    return render(request, "indicators/target_cycle_begin.html", {"form": form})


@EDIT
def cycle_detail(request, pk):
    """The targets of a cycle: a table to fill in until it is adopted, to read afterwards."""
    cycle = get_object_or_404(TargetCycle, pk=pk)
    if cycle.is_adopted:
        rows = [read_row(target) for target in target_cycles.targets_of(cycle).values()]
        rows.sort(key=lambda row: row["target"].indicator.position)
        return render(request, "indicators/target_cycle.html", {"cycle": cycle, "rows": rows, "form": None})
    if request.method == "POST":
        with transaction.atomic():
            cycle = target_cycles.locked(cycle)
            form = CycleTargetsForm(request.POST, cycle=cycle, held=target_cycles.targets_of(cycle))
            is_saved = not cycle.is_adopted and form.is_valid()
            total = form.save(by=request.user) if is_saved else 0
        if is_saved:
            messages.success(request, saved_sentence(total))
            return redirect(cycle)
        if cycle.is_adopted:
            messages.warning(request, _("The plan was adopted meanwhile: its targets stay as they are."))
            return redirect(cycle)
    else:
        form = CycleTargetsForm(cycle=cycle, held=target_cycles.targets_of(cycle))
    context = {
        "cycle": cycle,
        "form": form,
        "form_rows": [form_row(one) for one in form.rows],
        "missing": target_cycles.missing(cycle),
    }
    return render(request, "indicators/target_cycle.html", context)


def saved_sentence(total):
    text = ngettext("Saved the target of %(total)s indicator.", "Saved the targets of %(total)s indicators.", total)
    return text % {"total": total}


def read_row(target):
    unit, baseline = target.indicator.unit, target.baseline_value
    return {
        "target": target,
        "text": target_text(target, unit),
        "rule": rule_text(target),
        "origin": origin(target, names_people=True) if target.set_by_id else "",
        "baseline_text": "" if baseline is None else amount(baseline, unit, exact=True),
    }


def form_row(one):
    held = one["held"]
    return {
        **one,
        "held_text": target_text(held, one["indicator"].unit) if held else "",
        "held_rule": rule_text(held) if held else "",
        "held_origin": origin(held, names_people=True) if held else "",
    }


@EDIT
def cycle_adopt(request, pk):
    """Record that the plan was adopted; its targets become adopted text."""
    cycle = get_object_or_404(TargetCycle, pk=pk, is_adopted=False)
    form = AdoptForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        with transaction.atomic():
            target_cycles.adopt(cycle=target_cycles.locked(cycle), day=given["adopted_on"], decision=given["decision"])
        messages.success(request, _("The plan is adopted, and its targets stay from now on."))
        return redirect("indicators:target-overview")
    context = {"cycle": cycle, "form": form, "missing": target_cycles.missing(cycle)}
    return render(request, "indicators/target_cycle_adopt.html", context)


@EDIT
def cycle_remove(request, pk):
    """Give up a cycle that nobody has adopted; its targets stay as single proposals."""
    cycle = get_object_or_404(TargetCycle, pk=pk, is_adopted=False)
    if request.method == "POST":
        with transaction.atomic():
            stored = target_cycles.locked(cycle)
            if not stored.is_adopted:
                stored.delete()
        messages.success(request, _("The plan cycle is given up. Its targets stay as the district's proposals."))
        return redirect("indicators:target-overview")
    return render(request, "indicators/target_cycle_remove.html", {"cycle": cycle})
