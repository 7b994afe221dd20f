"""The actions of the improvement plan: planned, followed, done or dropped."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from district import evidence
from district.access import Can, may
from district.drafts import kept_while_typing, refused
from district.following import Followed, end, how_of
from district.history import history_of
from governance.effectiveness import improving
from governance.effectiveness.forms import ActionForm, EndForm, NoteForm
from governance.effectiveness.views.finding import (
    action_or_404,
    closed_words,
    profile_or_404,
    show_form,
)
from governance.models import ImprovementAction, ImprovementNote
from governance.models.effectiveness import RATED
from indicators.tasks import ring


def tier_today(school):
    period = school.profile_on()
    return period.tier if period else ""


@require_http_methods(["GET", "POST"])
@kept_while_typing
def improvement_add(request, code, year):
    profile = profile_or_404(request, code, year, Can.IMPROVE_COUNCIL)
    if profile.is_closed:
        return refused(request, closed_words(), profile)
    domain = request.GET.get("domain", "")
    action = ImprovementAction(profile=profile, domain=domain if domain in RATED else "")
    form = ActionForm(request.POST or None, instance=action, tier=tier_today(profile.school))
    if form.is_valid():
        improving.save(form, by=request.user)
        messages.success(request, _("Added: “%(action)s”.") % {"action": action})
        return redirect(f"{profile.get_absolute_url()}#improvement")
    title = _("Plan an action")
    return show_form(request, form, title, profile.get_absolute_url(), profile, profile.school)


@require_safe
def improvement(request, pk):
    """One action: what is agreed, how it is going, what became of it."""
    action = action_or_404(request, pk)
    school = action.profile.school
    can = may(request.user, Can.IMPROVE_COUNCIL, school)
    context = {
        "action": action,
        "profile": action.profile,
        "followed": Followed(action, how_of(action, timezone.localdate())),
        "notes": action.notes.select_related("by"),
        "may_change": can and action.is_open,
        "entries": history_of(action) if may(request.user, Can.VIEW_HISTORY, school) else [],
    }
    return render(request, "governance/improvement.html", context)


def open_action(request, pk):
    """The action and, where it is ended, the answer that says so."""
    action = action_or_404(request, pk, Can.IMPROVE_COUNCIL)
    ended = None if action.is_open else refused(request, _("This action is ended: it stays as it is."), action)
    return action, ended


@require_http_methods(["GET", "POST"])
@kept_while_typing
def improvement_edit(request, pk):
    action, ended = open_action(request, pk)
    if ended:
        return ended
    form = ActionForm(request.POST or None, instance=action, tier=tier_today(action.profile.school))
    if form.is_valid():
        improving.save(form, by=request.user)
        messages.success(request, _("Saved."))
        return redirect(action)
    return show_form(request, form, _("Change the action"), action.get_absolute_url(), action, action.profile.school)


@require_http_methods(["GET", "POST"])
@kept_while_typing
def improvement_note(request, pk):
    action, ended = open_action(request, pk)
    if ended:
        return ended
    form = NoteForm(request.POST or None, instance=ImprovementNote(action=action, by=request.user))
    if form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect(action)
    return show_form(request, form, _("How it is going"), action.get_absolute_url(), action, action.profile.school)


@require_http_methods(["GET", "POST"])
@kept_while_typing
def improvement_end(request, pk):
    action, ended = open_action(request, pk)
    if ended:
        return ended
    form = EndForm(request.POST or None, request.FILES or None, by=request.user)
    if form.is_valid():
        end(action, **form.said())
        ring()
        messages.success(request, _("Saved."))
        return redirect(action)
    return show_form(
        request, form, _("Done, or dropped"), action.get_absolute_url(), action, action.profile.school
    )  # fmt: skip


@require_safe
def improvement_evidence(request, pk):
    action = action_or_404(request, pk)
    if action.evidence is None:
        raise Http404
    return evidence.response_or_404(action.evidence)
