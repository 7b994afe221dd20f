"""The page behind the short address, where families answer without an account. Nothing of the request is kept."""

from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from partnerships.evaluations import families
from partnerships.forms.evaluations import FamilyForm
from partnerships.models import EvaluationSide
from partnerships.views.answered import refused_with


def side_or_404(code):
    sides = EvaluationSide.objects.select_related("evaluation__partner", "evaluation__school", "evaluation__rubric")
    return get_object_or_404(sides, code=code)


@require_http_methods(["GET", "POST"])
def family_answer(request, code):
    side = side_or_404(code)
    context = {"evaluation": side.evaluation, "side": side}
    if not families.takes_answers(side):
        return render(request, "partnerships/family_answer.html", {**context, "form": None})
    criteria = list(side.evaluation.rubric.criteria.exclude(families_ask=""))
    form, status = FamilyForm(criteria, request.POST if request.method == "POST" else None), 200
    if request.method == "POST":
        status = refused_with(request, form, "evaluation", lambda: families.take(side, form.answers()))
        if status is None:
            return redirect("partnerships:family-thanks", code)
    return render(request, "partnerships/family_answer.html", {**context, "form": form}, status=status)


@require_safe
def family_thanks(request, code):
    return render(request, "partnerships/family_thanks.html", {"evaluation": side_or_404(code).evaluation})
