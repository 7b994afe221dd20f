"""What partner and school agreed to do: agreed, followed, done or dropped."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from district.access import Can
from district.drafts import kept_while_typing, refused
from district.following import Followed, end, how_of
from district.history import history_of
from indicators.tasks import ring
from partnerships.evaluations import agreeing
from partnerships.forms.evaluations import AgreedActionForm, AgreedEndForm, AgreedNoteForm
from partnerships.models import AgreedAction, AgreedNote
from partnerships.models.evaluations import may_here
from partnerships.views.evaluations.finding import (
    action_or_404,
    evaluation_or_404,
    not_shared_words,
    runs_here,
    show_form,
)


@require_http_methods(["GET", "POST"])
@kept_while_typing
def action_add(request, pk):
    evaluation = evaluation_or_404(request, pk, Can.AGREE_ACTION)
    if not evaluation.is_shared:
        return refused(request, not_shared_words(), evaluation)
    form = AgreedActionForm(request.POST or None, instance=AgreedAction(evaluation=evaluation))
    if form.is_valid():
        action = agreeing.save(form, by=request.user)
        messages.success(request, _("Added: “%(action)s”.") % {"action": action})
        return redirect(f"{evaluation.get_absolute_url()}#actions-title")
    title = _("Agree on an action")
    return show_form(request, form, title, evaluation.get_absolute_url(), evaluation)


@require_safe
def action_detail(request, pk):
    action = action_or_404(request, pk)
    context = {
        "action": action,
        "evaluation": action.evaluation,
        "followed": Followed(action, how_of(action, timezone.localdate())),
        "notes": action.notes.select_related("by"),
        "may_change": action.is_open and may_here(request.user, Can.AGREE_ACTION, action.evaluation),
        "entries": history_of(action) if runs_here(request.user, action.evaluation) else [],
    }
    return render(request, "partnerships/agreed_action.html", context)


def open_action(request, pk):
    """The action and, where it is ended, the answer that says so."""
    action = action_or_404(request, pk, Can.AGREE_ACTION)
    ended = None if action.is_open else refused(request, _("This action is ended: it stays as it is."), action)
    return action, ended


@require_http_methods(["GET", "POST"])
@kept_while_typing
def action_edit(request, pk):
    action, ended = open_action(request, pk)
    if ended:
        return ended
    form = AgreedActionForm(request.POST or None, instance=action)
    if form.is_valid():
        agreeing.save(form, by=request.user)
        messages.success(request, _("Saved."))
        return redirect(action)
    return show_form(request, form, _("Change the action"), action.get_absolute_url(), action)


@require_http_methods(["GET", "POST"])
@kept_while_typing
def action_note(request, pk):
    action, ended = open_action(request, pk)
    if ended:
        return ended
    form = AgreedNoteForm(request.POST or None, instance=AgreedNote(action=action, by=request.user))
    if form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect(action)
    return show_form(request, form, _("How it is going"), action.get_absolute_url(), action)


@require_http_methods(["GET", "POST"])
@kept_while_typing
def action_end(request, pk):
    action, ended = open_action(request, pk)
    if ended:
        return ended
    form = AgreedEndForm(request.POST or None)
    if form.is_valid():
        end(action, **form.said())
        ring()
        messages.success(request, _("Saved."))
        return redirect(action)
    return show_form(request, form, _("Done, or dropped"), action.get_absolute_url(), action)
