"""One side rates: criterion by criterion, with an account or by a mailed link; then it hands in."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from district.access import Can
from district.drafts import kept_while_typing, refused
from partnerships.evaluations import beside, links, rounds
from partnerships.evaluations.refusals import NotPossible
from partnerships.forms.evaluations import CriterionRatingForm, LinkRatingForm
from partnerships.models import CriterionRating
from partnerships.views.evaluations.finding import evaluation_or_404, own_side, show_form
from partnerships.views.evaluations.reading import rated


def no_side_words():
    return _("You rate for no side of this partnership.")


def over_words():
    return _("Your side is handed in, or the round was closed: it stays as it is.")


def criterion_of(side, code):
    """The criterion, its number, and how many there are."""
    criteria = list(side.evaluation.rubric.criteria.all())
    for number, one in enumerate(criteria, start=1):
        if one.code == code:
            return one, number, len(criteria)
    raise Http404


def rating_form(form_class, request, side, criterion):
    rating = CriterionRating.objects.filter(side=side, criterion=criterion).first()
    rating = rating or CriterionRating(side=side, criterion=criterion)
    rating.side, rating.criterion = side, criterion
    return form_class(request.POST or None, instance=rating)


def context_of(side, criterion, number, total):
    place = _("%(number)s of %(total)s") % {"number": number, "total": total}
    return {
        "title": criterion.say("title"),
        "kicker": f"{side.evaluation} · {side.label} · {place}",
        "guidance": criterion.say("asks"),
        "facts": beside.facts_beside(side.evaluation).get(criterion.code, []),
    }


@require_http_methods(["GET", "POST"])
@kept_while_typing
def rate(request, pk, code):
    """One criterion for one's own side; nobody else reads it before the evaluation is shared."""
    evaluation = evaluation_or_404(request, pk, Can.RATE_PARTNERSHIP)
    side = own_side(request.user, evaluation)
    if side is None:
        return refused(request, no_side_words(), evaluation)
    if not side.is_waiting:
        return refused(request, over_words(), evaluation)
    criterion, number, total = criterion_of(side, code)
    form = rating_form(CriterionRatingForm, request, side, criterion)
    if form.is_valid():
        form.save()
        if missing := rounds.unrated(side):
            return redirect("partnerships:evaluation-rate", pk=evaluation.pk, code=missing[0].code)
        messages.success(request, _("All criteria are answered. Look them through, then hand in."))
        return redirect(f"{evaluation.get_absolute_url()}#own-title")
    context = context_of(side, criterion, number, total)
    title = context.pop("title")
    return show_form(request, form, title, evaluation.get_absolute_url(), _("Back to the evaluation"), **context)


@require_POST
def hand_in(request, pk):
    evaluation = evaluation_or_404(request, pk, Can.RATE_PARTNERSHIP)
    side = own_side(request.user, evaluation)
    if side is None:
        return refused(request, no_side_words(), evaluation)
    try:
        rounds.hand_in(side, by=request.user)
    except NotPossible as reason:
        messages.warning(request, str(reason))
    else:
        messages.success(request, _("Handed in. You read the other sides as soon as all have handed in."))
    return redirect(evaluation)


# ---------------------------------------------------------------------- by a mailed link


def side_or_none(token):
    """The partner's side that the link opens and that can still be rated."""
    side = links.side_of(token)
    return side if side and side.is_waiting else None


def link_is_over(request):
    return render(request, "partnerships/evaluation_link_over.html", status=404)


@require_safe
def by_link(request, token):
    """What the mailed link opens: the partner's side of one evaluation, and nothing else."""
    side = side_or_none(token)
    if side is None:
        return link_is_over(request)
    rows = [(one, done, reverse("partnerships:evaluation-by-link-rate", args=[token, one.code])) for one, done in
            rated(side)]  # fmt: skip
    context = {
        "evaluation": side.evaluation,
        "rows": rows,
        "unrated": rounds.unrated(side),
        "hand_in_url": reverse("partnerships:evaluation-by-link-hand-in", args=[token]),
    }
    return render(request, "partnerships/evaluation_by_link.html", context)


@require_http_methods(["GET", "POST"])
def by_link_rate(request, token, code):
    side = side_or_none(token)
    if side is None:
        return link_is_over(request)
    criterion, number, total = criterion_of(side, code)
    form = rating_form(LinkRatingForm, request, side, criterion)
    back = reverse("partnerships:evaluation-by-link", args=[token])
    if form.is_valid():
        form.save()
        missing = rounds.unrated(side)
        return redirect("partnerships:evaluation-by-link-rate", token, missing[0].code) if missing else redirect(back)
    context = {"form": form, "back": back, "back_label": _("Back to the evaluation"), "by_link": True}
    return render(
        request, "partnerships/evaluation_form.html", {**context, **context_of(side, criterion, number, total)}
    )


@require_POST
def by_link_hand_in(request, token):
    side = side_or_none(token)
    if side is None:
        return link_is_over(request)
    try:
        rounds.hand_in(side)
    except NotPossible as reason:
        messages.warning(request, str(reason))
        return redirect("partnerships:evaluation-by-link", token)
    return render(request, "partnerships/evaluation_link_over.html", {"thanks": True})
