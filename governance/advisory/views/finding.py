"""Finding what a page of the Parent Advisory Group is about, as the person may see and change it."""

from django.contrib import messages
from django.db import connection
from django.shortcuts import get_object_or_404, redirect, render

from district.access import require
from district.drafts import NotTaken, has_typed, put_back
from governance.models import AdvisoryMeeting, AdvisoryQuestion


def found(request, records, pk):
    """The record; locked for what is sent."""
    if request.method == "POST" and connection.in_atomic_block:
        records = records.select_for_update(of=("self",))
    return get_object_or_404(records, pk=pk)


def meeting_or_404(request, pk):
    return found(request, AdvisoryMeeting.objects.visible_to(request.user), pk)


def question_or_404(request, pk, permission=None):
    """The question; 403 where the person may see but not do `permission` at its school."""
    seen = AdvisoryQuestion.objects.visible_to(request.user).select_related("school")
    question = found(request, seen, pk)
    if permission:
        require(request.user, permission, question.school)
    return question


def refuse(request, to, words):
    """Say why something is not possible now; what was typed stays."""
    if has_typed(request):
        raise NotTaken(words)
    messages.warning(request, words)
    return redirect(to)


def show_form(request, form, title, back, back_label, **more):
    put_back(request, form)
    context = {"form": form, "title": title, "back": back, "back_label": back_label, **more}
    return render(request, "governance/advisory_form.html", context)
