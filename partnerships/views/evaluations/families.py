"""The page behind the short address, where families answer without an account. Nothing of the request is kept."""

from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from district.flood import attempts
from partnerships.evaluations import families
from partnerships.evaluations.refusals import NotPossible
from partnerships.forms.evaluations import FamilyForm
from partnerships.models import EvaluationSide

MOST_AN_HOUR = 150  # from one address: a school evening, where everybody is behind the same router


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
        if form.data.get("website"):
            return redirect("partnerships:family-thanks", code)  # a program: it learns nothing
        if attempts(request, "evaluation") > MOST_AN_HOUR:
            form.add_error(None, _("Too much was sent from here within an hour. Please come back later."))
            status = 429
        elif form.is_valid() and taken(form, side):
            return redirect("partnerships:family-thanks", code)
    return render(request, "partnerships/family_answer.html", {**context, "form": form}, status=status)


def taken(form, side):
    try:
        families.take(side, form.answers())
    except NotPossible as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


@require_safe
def family_thanks(request, code):
    return render(request, "partnerships/family_thanks.html", {"evaluation": side_or_404(code).evaluation})
