"""Commendations and recommendations: said by the team, then followed until they are done or dropped."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from district import evidence
from district.access import Can, may
from district.drafts import kept_while_typing, refused
from district.following import Followed, end, how_of
from district.history import history_of
from indicators.tasks import ring
from partnerships.forms.walkthroughs.following import EndForm, RecommendationForm
from partnerships.forms.walkthroughs.walking import CommendationForm
from partnerships.models import Commendation, Component, Recommendation
from partnerships.views.walkthroughs.finding import (
    closed_words,
    recommendation_or_404,
    show_form,
    walkthrough_or_404,
)
from partnerships.walkthroughs import following


def part_asked(request):
    part = request.GET.get("part", "")
    return part if part in Component.values else ""


@require_http_methods(["GET", "POST"])
@kept_while_typing
def commendation_add(request, pk):
    walkthrough = walkthrough_or_404(request, pk, Can.RUN_WALKTHROUGH)
    one = Commendation(walkthrough=walkthrough, component=part_asked(request))
    return commendation_page(request, one, _("Add a commendation"))


@require_http_methods(["GET", "POST"])
@kept_while_typing
def commendation_edit(request, pk):
    return commendation_page(request, commendation_or_404(request, pk), _("Change the commendation"))


def commendation_or_404(request, pk):
    one = get_object_or_404(Commendation, pk=pk)
    one.walkthrough = walkthrough_or_404(request, one.walkthrough_id, Can.RUN_WALKTHROUGH)
    return one


def commendation_page(request, one, title):
    walkthrough = one.walkthrough
    if walkthrough.is_closed:
        return refused(request, closed_words(), walkthrough)
    form = CommendationForm(request.POST or None, instance=one)
    if form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect(f"{walkthrough.get_absolute_url()}#found")
    return show_form(request, form, title, f"{walkthrough.get_absolute_url()}#found", walkthrough)


@require_POST
def commendation_remove(request, pk):
    one = commendation_or_404(request, pk)
    if one.walkthrough.is_closed:
        return refused(request, closed_words(), one.walkthrough)
    one.delete()
    messages.success(request, _("Taken away."))
    return redirect(f"{one.walkthrough.get_absolute_url()}#found")


@require_http_methods(["GET", "POST"])
@kept_while_typing
def recommendation_add(request, pk):
    walkthrough = walkthrough_or_404(request, pk, Can.RUN_WALKTHROUGH)
    if walkthrough.is_closed:
        return refused(request, closed_words(), walkthrough)
    one = Recommendation(walkthrough=walkthrough, school=walkthrough.school, component=part_asked(request))
    form = RecommendationForm(request.POST or None, instance=one)
    if form.is_valid():
        following.save(form, by=request.user)
        messages.success(request, _("Saved."))
        return redirect(f"{walkthrough.get_absolute_url()}#found")
    title, back = _("Add a recommendation"), f"{walkthrough.get_absolute_url()}#found"
    return show_form(request, form, title, back, walkthrough)


@require_safe
def recommendation_detail(request, pk):
    """One recommendation: what is planned, what became of it."""
    one = recommendation_or_404(request, pk)
    school = one.walkthrough.school
    context = {
        "one": one,
        "followed": Followed(one, how_of(one, timezone.localdate())),
        "may_follow": one.is_open and may(request.user, Can.FOLLOW_WALKTHROUGH, school),
        "may_remove": not one.walkthrough.is_closed and may(request.user, Can.RUN_WALKTHROUGH, school),
        "entries": history_of(one) if may(request.user, Can.VIEW_HISTORY, school) else [],
    }
    return render(request, "partnerships/recommendation.html", context)


def open_recommendation(request, pk):
    """The recommendation and, where it is ended, the answer that says so."""
    one = recommendation_or_404(request, pk, Can.FOLLOW_WALKTHROUGH)
    return one, None if one.is_open else refused(request, _("This is ended: it stays as it is."), one)


@require_http_methods(["GET", "POST"])
@kept_while_typing
def recommendation_edit(request, pk):
    one, ended = open_recommendation(request, pk)
    if ended:
        return ended
    form = RecommendationForm(request.POST or None, instance=one)
    if form.is_valid():
        following.save(form, by=request.user)
        messages.success(request, _("Saved."))
        return redirect(one)
    return show_form(request, form, _("Change the recommendation"), one.get_absolute_url(), one.text)


@require_http_methods(["GET", "POST"])
@kept_while_typing
def recommendation_end(request, pk):
    one, ended = open_recommendation(request, pk)
    if ended:
        return ended
    if not one.walkthrough.is_closed:
        return refused(request, _("Close the walkthrough first: then it is followed up."), one)
    form = EndForm(request.POST or None, request.FILES or None, by=request.user)
    if form.is_valid():
        end(one, **form.said())
        ring()
        messages.success(request, _("Saved."))
        return redirect(one)
    return show_form(request, form, _("Done, or dropped"), one.get_absolute_url(), one.text)


@require_POST
def recommendation_remove(request, pk):
    one = recommendation_or_404(request, pk, Can.RUN_WALKTHROUGH)
    walkthrough = one.walkthrough
    if walkthrough.is_closed:
        return refused(request, closed_words(), walkthrough)
    one.delete()
    messages.success(request, _("Taken away."))
    return redirect(f"{walkthrough.get_absolute_url()}#found")


@require_safe
def recommendation_evidence(request, pk):
    one = recommendation_or_404(request, pk)
    if one.evidence is None:
        raise Http404
    return evidence.response_or_404(one.evidence)
