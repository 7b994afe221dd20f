"""Proposing interim targets, and withdrawing them."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from indicators import targets
from indicators.dimensions import Dimension, group_label
from indicators.models import Indicator
from indicators.standings import target_text
from indicators.target_forms import TargetForm

EDIT = require_http_methods(["GET", "POST"])


@EDIT
def target_list(request, code):
    """The proposals for one indicator, and a form for one more."""
    indicator = get_object_or_404(Indicator.objects.equity(), pk=code)
    form = TargetForm(request.POST or None, instance=targets.blank(indicator, by=request.user))
    if form.is_valid():
        targets.propose(target=form.save(commit=False))
        messages.success(request, _("Proposed: %(target)s.") % {"target": target_text(form.instance, indicator.unit)})
        return redirect("indicators:target-list", code=code)
    adopted = targets.adopted(indicator)
    context = {
        "indicator": indicator,
        "form": form,
        "adopted_text": target_text(adopted, indicator.unit) if adopted else "",
        "rows": [row_of(target) for target in targets.proposals(indicator)],
    }
    return render(request, "indicators/target_list.html", context)


def row_of(target):
    is_all = target.dimension == Dimension.ALL
    return {
        "target": target,
        "text": target_text(target, target.indicator.unit),
        "who": group_label(target.dimension, target.group),
        "breakdown": "" if is_all else Dimension(target.dimension).label,
    }


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
