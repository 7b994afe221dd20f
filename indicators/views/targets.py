"""Proposing interim targets, one by one or as a path, and withdrawing them."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from district import downloads, school_years
from indicators import target_paths, targets
from indicators.dimensions import Dimension, group_label
from indicators.models import Indicator
from indicators.standings import target_text
from indicators.target_forms import TargetForm
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
    adopted = targets.adopted(indicator)
    context = {
        "indicator": indicator,
        "form": form,
        "adopted_text": target_text(adopted, indicator.unit) if adopted else "",
        "rows": [row_of(target) for target in targets.proposals(indicator)],
    }
    return render(request, "indicators/target_list.html", context)


def target_headers():
    return [
        _("Indicator"), _("School year"), _("Breakdown"), _("Group"), _("State code"), _("School"), _("Comparator"),
        _("Target"), _("Why this step"), _("Who and when"),
    ]  # fmt: skip


def target_line(target):
    school = target.school
    return (
        target.indicator_id, target.school_year_label, str(Dimension(target.dimension).label),
        group_label(target.dimension, target.group), school.code if school else "", school.name if school else "",
        target.comparator, target.target_value.normalize(), target.wording, targets.origin(target, names_people=True),
    )  # fmt: skip


def row_of(target):
    is_all = target.dimension == Dimension.ALL
    return {
        "target": target,
        "text": target_text(target, target.indicator.unit),
        "who": group_label(target.dimension, target.group),
        "breakdown": "" if is_all else Dimension(target.dimension).label,
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
