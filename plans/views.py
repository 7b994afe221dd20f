"""The adopted plan, for anyone to read; what was done about an initiative, for those who may see it."""

from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from plans import touches
from plans.models import Initiative, PlanCycle, PriorityAction, TheoryStatement


@require_safe
def plan_overview(request):
    """The plan in force: the latest cycle that the portal knows."""
    return cycle_page(request, PlanCycle.objects.first())


@require_safe
def cycle_detail(request, cycle):
    return cycle_page(request, get_object_or_404(PlanCycle, code=cycle))


def cycle_page(request, cycle):
    context = {"cycle": cycle, "cycles": PlanCycle.objects.all()}
    if cycle:
        context["actions"] = cycle.priority_actions.prefetch_related("initiatives")
        context["aims"] = cycle.aims.all()
    return render(request, "plans/plan_overview.html", context)


@require_safe
def theory_detail(request, cycle):
    cycle = get_object_or_404(PlanCycle, code=cycle)
    statements = list(cycle.theory_statements.all())
    context = {
        "cycle": cycle,
        "five_es": [line for line in statements if line.theory == TheoryStatement.Theory.FIVE_ES],
        "fce_theory": [line for line in statements if line.theory == TheoryStatement.Theory.FCE],
        "aims": cycle.aims.all(),
    }
    return render(request, "plans/theory_detail.html", context)


@require_safe
def priority_action_detail(request, cycle, code):
    initiatives = Initiative.objects.prefetch_related("indicators").order_by("code")
    actions = PriorityAction.objects.select_related("cycle").prefetch_related(Prefetch("initiatives", initiatives))
    action = get_object_or_404(actions, cycle__code=cycle, code=code)
    return render(request, "plans/priority_action_detail.html", {"action": action})


@require_safe
def initiative_detail(request, cycle, code):
    initiative = get_object_or_404(
        Initiative.objects.select_related("priority_action__cycle"), priority_action__cycle__code=cycle, code=code
    )
    context = {
        "initiative": initiative,
        "indicators": initiative.indicators.all(),
        "touches": touches.of(initiative, request.user),
    }
    return render(request, "plans/initiative_detail.html", context)
