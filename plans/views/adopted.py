"""The adopted plan, for anyone to read; what was done about an initiative, for those who may see it."""

from django.contrib import messages
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from district.access import Can, may
from district.printing.responses import pdf_response, wants_pdf
from plans import implementation, touches
from plans.aims import AimForm
from plans.initiative_pages import pages_of
from plans.models import Initiative, InitiativeAim, InitiativeWork, PlanCycle, PriorityAction, Story, TheoryStatement
from plans.printing.adopted import cycle_document

NEWEST_STORIES = 3


@require_safe
def plan_overview(request):
    """The plan in force: the latest cycle that the portal knows."""
    return cycle_page(request, PlanCycle.objects.first())


@require_safe
def cycle_detail(request, cycle):
    return cycle_page(request, get_object_or_404(PlanCycle, code=cycle))


def cycle_page(request, cycle):
    if cycle and wants_pdf(request):
        return pdf_response(request, cycle_document(cycle), cycle.title, public=True)
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
    lines, _order = implementation.lines_of(action)
    progress = {line.work.initiative_id: line for line in lines}
    context = {
        "action": action,
        "initiatives": [(one, progress.get(one.pk)) for one in action.initiatives.all()],
        "may_view_work": may(request.user, Can.VIEW_WORK),
    }
    return render(request, "plans/priority_action_detail.html", context)


@require_safe
def initiative_detail(request, cycle, code):
    initiative = initiative_or_404(cycle, code)
    work = InitiativeWork.objects.for_list().with_latest_update().filter(initiative=initiative).first()
    context = {
        "initiative": initiative,
        "line": implementation.Line(work, implementation.steps_of(work)) if work else None,
        "indicators": initiative.indicators.all(),
        "aims": initiative.aims.select_related("indicator"),
        "may_link": may(request.user, Can.LINK_INITIATIVES),
        "may_view_work": may(request.user, Can.VIEW_WORK),
        "touches": touches.of(initiative, request.user),
        "pages": pages_of(initiative, request.user),
        "stories": list(Story.objects.shown().filter(initiative=initiative).newest()[:NEWEST_STORIES]),
    }
    return render(request, "plans/initiative_detail.html", context)


def initiative_or_404(cycle, code):
    initiatives = Initiative.objects.select_related("priority_action__cycle")
    return get_object_or_404(initiatives, priority_action__cycle__code=cycle, code=code)


@require_http_methods(["GET", "POST"])
def initiative_aims(request, cycle, code):
    """What the district expects the initiative to move, and a form for one thing more."""
    initiative = initiative_or_404(cycle, code)
    form = AimForm(request.POST or None, instance=InitiativeAim(initiative=initiative, set_by=request.user))
    if form.is_valid():
        form.save()
        messages.success(request, _("Added. It is shown as the district's own entry."))
        return redirect("plans:initiative-aims", cycle, code)
    context = {"initiative": initiative, "aims": initiative.aims.select_related("indicator"), "form": form}
    return render(request, "plans/initiative_aims.html", context)


@require_POST
def initiative_aim_remove(request, cycle, code, pk):
    initiative = initiative_or_404(cycle, code)
    initiative.aims.filter(pk=pk).delete()
    messages.success(request, _("Taken off the list. Its history stays."))
    return redirect("plans:initiative-aims", cycle, code)
