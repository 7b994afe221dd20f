"""Finding evaluations and what belongs to them as the person may see and change them."""

from django.db import connection
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from district.access import Can, require
from district.drafts import put_back
from partnerships.models import AgreedAction, Evaluation, EvaluationSide
from partnerships.models.evaluations import may_here

NOBODY = 0  # the id of no school


def evaluation_or_404(request, pk, permission=None):
    """The evaluation as the person may see it; 403 where they may see but not do it. Locked for what is sent."""
    found = Evaluation.objects.visible_to(request.user).select_related(
        "partner", "school", "rubric", "closed_by", "decided_by", "opened_by"
    )
    if request.method == "POST" and connection.in_atomic_block:
        found = found.select_for_update(of=("self",))
    evaluation = get_object_or_404(found, pk=pk)
    if permission:
        require_here(request.user, permission, evaluation)
    return evaluation


def require_here(user, permission, evaluation):
    if not may_here(user, permission, evaluation):
        require(user, permission, NOBODY)


def own_side(user, evaluation):
    """The side for which a person rates here, or None."""
    side = EvaluationSide.objects.rated_by(user).filter(evaluation=evaluation).first()
    if side:
        side.evaluation = evaluation
    return side


def action_or_404(request, pk, permission=None):
    actions = AgreedAction.objects.visible_to(request.user)
    if request.method == "POST" and connection.in_atomic_block:
        actions = actions.select_for_update(of=("self",))
    found = actions.select_related("evaluation__partner", "evaluation__school", "evaluation__rubric", "criterion")
    action = get_object_or_404(found, pk=pk)
    if permission:
        require_here(request.user, permission, action.evaluation)
    return action


def shared_words():
    return _("This evaluation is shared: it stays as it is.")


def not_shared_words():
    return _("This is possible once the evaluation is shared.")


def show_form(request, form, title, back, back_label, **more):
    put_back(request, form)
    context = {
        "form": form, "title": title, "back": back, "back_label": back_label, "kicker": "", "guidance": "", **more,
    }  # fmt: skip
    return render(request, "partnerships/evaluation_form.html", context)


def runs_here(user, evaluation):
    return may_here(user, Can.RUN_EVALUATION, evaluation)
