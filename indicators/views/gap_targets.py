"""Targets of the gap between a group and all students: setting, changing, adopting and removing one."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from district.drafts import kept_while_typing, put_back
from district.history import history_of
from indicators import detail, gap_targets, gaps
from indicators.dashboards import BREAKDOWNS
from indicators.dimensions import Dimension
from indicators.gap_target_forms import AdoptGapTargetForm, GapTargetForm
from indicators.models import GapTarget, Indicator
from indicators.parameters import chosen, this_year


def begins_of(indicator, dimension):
    """What targets of gaps can start from: published gaps in the series that is held against the targets."""
    found = detail.Detail(indicator, fall_year=this_year(), dimension=dimension)
    return gap_targets.begins(gaps.Gaps(found).series)


@require_http_methods(["GET", "POST"])
@kept_while_typing
def gap_target_add(request, code):
    """Set a target for the gap of one group of the breakdown in the address."""
    indicator = get_object_or_404(Indicator, pk=code)
    dimension = chosen(request, "groups", BREAKDOWNS, Dimension.RACE_ETH)
    target = GapTarget(indicator=indicator, dimension=dimension)
    begins = begins_of(indicator, dimension)
    form = GapTargetForm(request.POST or None, instance=target, begins=begins)
    if form.is_valid():
        gap_targets.save(form.save(commit=False), by=request.user)
        messages.success(request, _("The target of the gap is set. It is the district's proposal until it is adopted."))
        return redirect(target)
    return form_page(request, form, target, title=_("Set a target for a gap"), is_empty=not begins)


def proposal_or_404(request, code, pk):
    """A target that is not adopted yet; an adopted one stays as it is."""
    found = GapTarget.objects.filter(adopted_on=None).select_related("indicator")
    if request.method == "POST":
        found = found.select_for_update(of=("self",))
    return get_object_or_404(found, pk=pk, indicator=code)


@require_http_methods(["GET", "POST"])
@kept_while_typing
@transaction.atomic
def gap_target_edit(request, code, pk):
    target = proposal_or_404(request, code, pk)
    form = GapTargetForm(request.POST or None, instance=target, begins=[])
    if form.is_valid():
        gap_targets.save(form.save(commit=False), by=request.user)
        messages.success(request, _("The target of the gap is changed."))
        return redirect(target)
    return form_page(request, form, target, title=_("Change the target of a gap"), entries=history_of(target))


def form_page(request, form, target, **context):
    put_back(request, form)
    context |= {"form": form, "target": target, "back": target.get_absolute_url()}
    return render(request, "indicators/gap_target_form.html", context)


@require_http_methods(["GET", "POST"])
@transaction.atomic
def gap_target_adopt(request, code, pk):
    """Record that a decision adopted it; from then on nobody can change it."""
    target = proposal_or_404(request, code, pk)
    form = AdoptGapTargetForm(request.POST or None)
    if form.is_valid():
        words = form.cleaned_data
        gap_targets.adopt(target, by=request.user, on=words["adopted_on"], decision=words["decision"])
        messages.success(request, _("The target of the gap is adopted."))
        return redirect(target)
    return confirm_page(request, target, form=form, title=_("Record that the target is adopted"), submit=_("Record it"))


@require_http_methods(["GET", "POST"])
@transaction.atomic
def gap_target_remove(request, code, pk):
    target = proposal_or_404(request, code, pk)
    if request.method == "POST":
        gap_targets.remove(target)
        messages.success(request, _("The target of the gap is removed."))
        return redirect(target.get_absolute_url())
    title = _("Remove the target of a gap")
    return confirm_page(request, target, title=title, submit=title, danger=True)


def confirm_page(request, target, **context):
    words = gap_targets.GapStanding(target, None)
    context |= {"target": target, "words": words, "back": target.get_absolute_url()}
    return render(request, "indicators/gap_target_confirm.html", context)
