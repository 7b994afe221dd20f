"""Check-ins of an approved action plan."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from district.access import Can
from district.drafts import NotTaken, has_typed, kept_while_typing, put_back
from plans import check_ins
from plans.forms.check_ins import CheckInForm
from plans.models.action_plans import PlanState
from plans.views.action_plans import plan_or_404


def approved_or_back(request, plan):
    """Check-ins belong to an approved plan: a redirect with the reason, or NotTaken for what was sent."""
    if plan.state == PlanState.APPROVED:
        return None
    words = _("A check-in belongs to an approved plan.")
    if has_typed(request):
        raise NotTaken(words)
    messages.warning(request, words)
    return redirect(plan)


@require_http_methods(["GET", "POST"])
@kept_while_typing
def check_in_add(request, code, year):
    plan = plan_or_404(request, code, year, Can.EDIT_ACTION_PLAN)
    return check_in_page(request, plan, check_ins.new_for(plan, request.user))


@require_http_methods(["GET", "POST"])
@kept_while_typing
def check_in_edit(request, code, year, pk):
    plan = plan_or_404(request, code, year, Can.EDIT_ACTION_PLAN)
    return check_in_page(request, plan, get_object_or_404(plan.check_ins, pk=pk))


def check_in_page(request, plan, check_in):
    if back := approved_or_back(request, plan):
        return back
    form = CheckInForm(request.POST or None, instance=check_in)
    if form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect(f"{plan.get_absolute_url()}#check-ins")
    context = {
        "form": put_back(request, form),
        "plan": plan,
        "check_in": check_in,
        "lines": check_ins.lines(check_in.counted),
        "open_steps": check_ins.open_steps(plan),
    }
    return render(request, "plans/check_in_form.html", context)
