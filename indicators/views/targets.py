"""Proposing interim targets, one by one or as a path, changing and withdrawing them; restating a baseline."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from district import downloads, school_years
from indicators import target_baselines, target_paths, targets
from indicators.cells import amount
from indicators.dimensions import Dimension, group_label
from indicators.models import Indicator
from indicators.models.targets import BaselineOrigin
from indicators.standings import target_text
from indicators.target_forms import BaselineForm, TargetForm
from indicators.target_path_forms import PathForm, StepsForm

EDIT = require_http_methods(["GET", "POST"])


@EDIT
def target_list(request, code):
    """The proposals for one indicator, and a form for one more."""
    indicator = get_object_or_404(Indicator.objects.equity(), pk=code)
    if request.method == "POST":
        with targets.writing(indicator):
            form = TargetForm(request.POST, instance=targets.blank(indicator, by=request.user))
            if form.is_valid():
                targets.propose(target=form.save(commit=False))
        if form.is_valid():
            proposed = target_text(form.instance, indicator.unit)
            messages.success(request, _("Proposed: %(target)s.") % {"target": proposed})
            return redirect("indicators:target-list", code=code)
    else:
        form = TargetForm(instance=targets.blank(indicator, by=request.user))
    if request.method == "GET" and (file_format := downloads.wanted_format(request)):
        rows = map(target_line, targets.proposals(indicator))
        return downloads.table_response(file_format, f"targets-{code}", target_headers(), rows)
    adopted = targets.all_adopted(indicator)
    rows = [row_of(target) for target in targets.proposals(indicator)]
    context = {
        "indicator": indicator,
        "form": form,
        "adopted": [adopted_row(target) for target in adopted],
        "rows": [row for row in rows if row["target"].school is None],
        "school_rows": [row for row in rows if row["target"].school],
        "waiting": [row_of(target) for target in targets.waiting(indicator)],
    }
    return render(request, "indicators/target_list.html", context)


def adopted_row(target):
    """An adopted target of one plan cycle: its text as adopted, and what it is measured from today."""
    baseline = target.baseline_value
    return {
        **row_of(target),
        "baseline_text": "" if baseline is None else amount(baseline, target.indicator.unit, exact=True),
        "restated": target_baselines.restated_text(target),
    }


@EDIT
def target_edit(request, code, pk):
    """Change one of the district's own targets; whoever saves second sees what the first changed."""
    indicator = get_object_or_404(Indicator.objects.equity(), pk=code)
    if request.method == "POST":
        with targets.writing(indicator):
            target = get_object_or_404(targets.proposals(indicator), pk=pk)
            row = row_of(target)  # before the form writes into it what was typed
            form = TargetForm(request.POST, instance=target)
            if form.is_valid():
                targets.change(target=form.save(commit=False), by=request.user)
        if form.is_valid():
            messages.success(request, _("The target is saved."))
            return redirect("indicators:target-list", code=code)
    else:
        target = get_object_or_404(targets.proposals(indicator), pk=pk)
        row, form = row_of(target), TargetForm(instance=target)
    context = {"indicator": indicator, "form": form, **row}
    return render(request, "indicators/target_edit.html", context)


@EDIT
def baseline_restate(request, code):
    """Measure the adopted target from another number, and say why; all that it was measured from stays."""
    indicator = get_object_or_404(Indicator.objects.equity(), pk=code)
    with targets.writing(indicator):
        target = targets.adopted(indicator)
        if target is None or target.baseline_value is None:
            raise Http404(_("No adopted baseline to restate."))
        form = BaselineForm(request.POST or None, target=target)
        if is_restated := request.method == "POST" and form.is_valid():
            given = form.cleaned_data
            target_baselines.restate(
                target=target,
                value=given["value"],
                fall_year=given["fall_year"],
                instrument=given["instrument"],
                why=given["why"],
                by=request.user,
            )
    if is_restated:
        messages.success(request, _("The baseline is restated. What it was before stays readable."))
        return redirect("indicators:target-list", code=code)
    context = {"indicator": indicator, "form": form, "before": baseline_rows(target)}
    return render(request, "indicators/baseline_restate.html", context)


def baseline_rows(target):
    """What an adopted target is and was measured from, the newest first."""
    unit = target.indicator.unit
    if target.baseline is None:
        return [{"value": amount(target.baseline_value, unit, exact=True), "label": target.baseline_label, "why": ""}]
    return [
        {
            "value": amount(one.value, unit, exact=True),
            "label": target.baseline_label if one.origin == BaselineOrigin.PLAN else one.name,
            "why": one.why,
            "person": one.set_by,
            "day": one.set_at,
        }
        for one in target_baselines.chain(target.baseline)
    ]


def target_headers():
    return [
        _("Indicator"), _("School year"), _("Breakdown"), _("Group"), _("State code"), _("School"), _("Comparator"),
        _("Target"), _("How the number comes about"), _("Why this step"), _("Who and when"),
    ]  # fmt: skip


def target_line(target):
    school = target.school
    return (
        target.indicator_id, target.school_year_label, str(Dimension(target.dimension).label),
        group_label(target.dimension, target.group), school.code if school else "", school.name if school else "",
        target.comparator, target.target_value.normalize(), targets.rule_text(target), target.wording,
        targets.origin(target, names_people=True),
    )  # fmt: skip


def row_of(target):
    """A target with its words, for the tables of the district and of a school."""
    is_all = target.dimension == Dimension.ALL
    return {
        "target": target,
        "text": target_text(target, target.indicator.unit),
        "who": group_label(target.dimension, target.group),
        "breakdown": "" if is_all else Dimension(target.dimension).label,
        "rule": targets.rule_text(target),
        "origin": targets.origin(target, names_people=True),
    }


@EDIT
def target_path(request, code):
    """Steps from a start to the adopted target, worked out as the address asks, edited and saved at once."""
    indicator = get_object_or_404(Indicator.objects.equity(), pk=code)
    if request.method == "GET" and (other := other_indicator(request, code)):
        return redirect(f"{reverse('indicators:target-path', args=[other])}?{request.GET.urlencode()}")
    adopted = targets.adopted(indicator)
    if adopted is None:
        return render(request, "indicators/target_path.html", {"indicator": indicator, "path_form": None, "path": None})
    is_asked = "way" in request.GET or request.method == "POST"
    path_form = PathForm(request.GET if is_asked else None, target=adopted)
    if not path_form.is_valid():
        context = {"indicator": indicator, "form": path_form, "path_form": path_form, "path": None}
        return render(request, "indicators/target_path.html", context)
    path = path_form.path
    if request.method == "POST":
        with targets.writing(indicator):
            form = steps_form(path, request.POST)
            if form.is_valid():
                target_paths.save(path=path, steps=form.steps, wording=form.cleaned_data["wording"], by=request.user)
        if form.is_valid():
            messages.success(request, saved_sentence(len(form.steps)))
            return redirect("indicators:target-list", code=code)
    else:
        form = steps_form(path)
    context = {"indicator": indicator, "form": form, "path_form": path_form, **preview(path, form)}
    return render(request, "indicators/target_path.html", context)


def other_indicator(request, code):
    """The code of another indicator that the form asks for, which has an address of its own; empty where none."""
    wanted = request.GET.get("indicator", code)
    return wanted if wanted != code and wanted in Indicator.objects.equity().values_list("pk", flat=True) else ""


def steps_form(path, data=None):
    return StepsForm(data, path=path, held=target_paths.held(path.indicator, path.scope, path.years))


def preview(path, form):
    """The rows of the table, with where the path starts and where it leads."""
    return {
        "path": path,
        "rows": [
            {
                **row,
                "held_text": target_text(row["held"], path.indicator.unit) if row["held"] else "",
                "held_origin": targets.origin(row["held"], names_people=True) if row["held"] else "",
            }
            for row in form.rows
        ],
        "who": group_label(path.scope.dimension, path.scope.group),
        "start_label": school_years.label(path.start_year),
        "goal_label": school_years.label(path.goal_year),
    }


def saved_sentence(total):
    text = ngettext(
        "Proposed %(total)s interim target, as the district's own.",
        "Proposed %(total)s interim targets, as the district's own.",
        total,
    )
    return text % {"total": total}


@EDIT
def target_delete(request, code, pk):
    """Withdraw a proposal; its history stays."""
    indicator = get_object_or_404(Indicator.objects.equity(), pk=code)
    target = get_object_or_404(targets.proposals(indicator), pk=pk)
    if request.method == "POST":
        targets.withdraw(target=target)
        messages.success(request, _("The proposal is withdrawn."))
        return redirect("indicators:target-list", code=code)
    return render(request, "indicators/target_delete.html", {"indicator": indicator, **row_of(target)})
