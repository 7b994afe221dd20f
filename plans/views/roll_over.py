"""Into a new school year."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from district import school_years
from district.drafts import kept_while_typing, put_back
from indicators.parameters import this_year
from plans import roll_over as rolling
from plans.forms.roll_over import RollOverForm
from plans.models import RollOver


@require_http_methods(["GET", "POST"])
@kept_while_typing
def roll_over(request, year):
    """Ask for each open milestone what becomes of it; then do it, all at once."""
    if not this_year() <= year <= this_year() + 1:
        raise Http404
    steps = rolling.open_milestones(year)
    budget, frame = rolling.budget_lines(year), rolling.frame_to_copy(year)
    form = RollOverForm(request.POST or None, steps=steps, budget=budget, frame=frame, to_fall_year=year)
    if form.is_valid():
        rolling.roll_over(form.wanted(), year, by=request.user)
        messages.success(request, _("Done. Below it can be undone until somebody goes on with it."))
        return redirect("plans:roll-over", year)
    context = {
        "form": put_back(request, form),
        "year_label": school_years.label(year),
        "other": year + 1 if year == this_year() else year - 1,
        "other_label": school_years.label(year + 1 if year == this_year() else year - 1),
        "last": rolling.last_of(year),
        "has_something": bool(steps or budget or frame),
    }
    return render(request, "plans/roll_over.html", context)


@require_POST
def roll_over_undo(request, pk):
    kept = get_object_or_404(RollOver, pk=pk)
    try:
        rolling.undo(kept, by=request.user)
    except rolling.Overtaken as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Undone. Everything is as it was before."))
    return redirect("plans:roll-over", kept.to_fall_year)
