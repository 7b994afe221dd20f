"""Central office runs evaluations: opens many at once, mails links, closes rounds, decides."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from district import school_years
from district.access import Can
from district.addresses import address_for
from district.drafts import kept_while_typing, refused
from indicators.parameters import this_year
from partnerships.evaluations import links, overview, rounds, rubrics
from partnerships.evaluations.refusals import NotPossible
from partnerships.forms.evaluations import CloseForm, DecisionForm, DueForm, LinkForm, OpenForm
from partnerships.models.evaluations import Side
from partnerships.views.evaluations.finding import evaluation_or_404, not_shared_words, shared_words, show_form


@require_http_methods(["GET", "POST"])
def evaluation_open(request):
    """Choose partners and schools, look at what would be opened, then open it."""
    year = this_year()
    form = OpenForm(request.POST or None, fall_year=year)
    planned = []
    if form.is_valid():
        together = overview.worked_together(year) if form.cleaned_data["only_together"] else None
        planned = rounds.plan(form.cleaned_data["partners"], form.places(), year, together=together)
        if "open" in request.POST:
            return opened(request, form, planned, year)
    context = {
        "form": form,
        "planned": planned,
        "is_looked_at": form.is_bound and form.is_valid(),
        "new_total": sum(not one.is_there for one in planned),
        "year_label": school_years.label(year),
        "rubric": rubrics.in_use(),
    }
    return render(request, "partnerships/evaluation_open.html", context)


def opened(request, form, planned, year):
    data = form.cleaned_data
    try:
        made = rounds.open_planned(
            planned, fall_year=year, due_on=data["due_on"], with_families=data["with_families"], by=request.user
        )
    except NotPossible as reason:
        messages.warning(request, str(reason))
        return redirect("partnerships:evaluation-list")
    words = ngettext("%(total)s evaluation is open.", "%(total)s evaluations are open.", len(made))
    messages.success(request, words % {"total": len(made)})
    return redirect(f"{reverse('partnerships:evaluation-list')}?show=open&year={year}")


@require_http_methods(["GET", "POST"])
@kept_while_typing
def evaluation_edit(request, pk):
    """Give it another day."""
    evaluation = evaluation_or_404(request, pk, Can.RUN_EVALUATION)
    if evaluation.is_shared:
        return refused(request, shared_words(), evaluation)
    form = DueForm(request.POST or None, instance=evaluation)
    if form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect(evaluation)
    return show_form(request, form, _("Change the day"), evaluation.get_absolute_url(), evaluation)


@require_http_methods(["GET", "POST"])
@kept_while_typing
def evaluation_link(request, pk):
    """Mail the partner a link, for somebody without an account."""
    evaluation = evaluation_or_404(request, pk, Can.RUN_EVALUATION)
    side = get_object_or_404(evaluation.sides, side=Side.PARTNER)
    side.evaluation = evaluation
    if not side.is_waiting:
        return refused(request, _("The partner's side is handed in, or the round was closed."), evaluation)
    if links.has_account(evaluation.partner_id):
        return refused(request, _("Somebody has an account for this partner: they rate with it."), evaluation)
    form = LinkForm(request.POST or None, side=side)
    if form.is_valid():
        to = form.cleaned_data["to"]
        if links.send(side, address_for, to=to, by=request.user):
            messages.success(request, _("The link was sent to %(email)s.") % {"email": to})
        else:
            messages.warning(request, _("The link could not be sent yet; the portal tries again by itself."))
        return redirect(evaluation)
    guidance = _(
        "The link opens the partner's side of this one evaluation, for %(days)s days, and nothing once it is handed in."
    ) % {"days": links.OPENS_FOR.days}
    title = _("Send a link to the partner")
    return show_form(request, form, title, evaluation.get_absolute_url(), evaluation, guidance=guidance)


@require_POST
def families_close(request, pk):
    """The families' answers are complete before the last day."""
    evaluation = evaluation_or_404(request, pk, Can.RUN_EVALUATION)
    side = get_object_or_404(evaluation.sides, side=Side.FAMILIES)
    try:
        rounds.hand_in(side, by=request.user)
    except NotPossible as reason:
        messages.warning(request, str(reason))
    else:
        messages.success(request, _("Families' answers are closed."))
    return redirect(evaluation)


@require_http_methods(["GET", "POST"])
@kept_while_typing
def evaluation_close(request, pk):
    """Share what is in, without the sides that are missing."""
    evaluation = evaluation_or_404(request, pk, Can.RUN_EVALUATION)
    if evaluation.is_shared:
        return refused(request, shared_words(), evaluation)
    if not rounds.can_close(evaluation):
        return refused(request, _("No side has handed in: there is nothing to share."), evaluation)
    form = CloseForm(request.POST or None)
    if form.is_valid():
        try:
            rounds.close_round(evaluation, because=form.cleaned_data["because"], by=request.user)
        except NotPossible as reason:
            return refused(request, str(reason), evaluation)
        messages.success(request, _("Closed. The evaluation is shared."))
        return redirect(evaluation)
    missing = ", ".join(evaluation.side_label(one.side) for one in evaluation.sides.all() if one.is_waiting)
    guidance = _("It is shared without: %(sides)s. What they have begun stays with them.") % {"sides": missing}
    title = _("Close the round")
    return show_form(request, form, title, evaluation.get_absolute_url(), evaluation, guidance=guidance)


@require_http_methods(["GET", "POST"])
def evaluation_remove(request, pk):
    """Take back what was opened by mistake."""
    evaluation = evaluation_or_404(request, pk, Can.RUN_EVALUATION)
    if request.method == "POST":
        try:
            rounds.remove(evaluation)
        except NotPossible as reason:
            messages.warning(request, str(reason))
            return redirect(evaluation)
        messages.success(request, _("The evaluation is taken back."))
        return redirect("partnerships:evaluation-list")
    return render(request, "partnerships/evaluation_remove.html", {"evaluation": evaluation})


@require_http_methods(["GET", "POST"])
@kept_while_typing
def evaluation_decide(request, pk):
    """How the partnership goes on."""
    evaluation = evaluation_or_404(request, pk, Can.RUN_EVALUATION)
    if not evaluation.is_shared:
        return refused(request, not_shared_words(), evaluation)
    form = DecisionForm(request.POST or None, instance=evaluation)
    if form.is_valid():
        rounds.decide(form.save(commit=False), by=request.user)
        messages.success(request, _("Decided."))
        return redirect(f"{evaluation.get_absolute_url()}#decision-title")
    guidance = _("What both sides read here leads to a decision. It is about the partnership, not the organization.")
    title = _("Decide how the partnership goes on")
    return show_form(request, form, title, evaluation.get_absolute_url(), evaluation, guidance=guidance)
