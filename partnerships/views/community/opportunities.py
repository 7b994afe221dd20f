"""Community Learning and Engagement Opportunities (initiative 2.1): what is offered, what was heard, what follows."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from district import downloads, evidence, following, school_years
from district.access import Can, may
from district.drafts import kept_while_typing, refused
from district.history import history_of
from indicators.parameters import chosen_year, this_year
from partnerships.community import notices, topics
from partnerships.forms.community import EndForm, NeedForm, OpportunityActionForm, OpportunityForm, TopicForm
from partnerships.models import LearningTopic, NeedHeard, Opportunity, OpportunityAction
from partnerships.views.community.finding import (
    action_or_404,
    may_change,
    opportunity_or_404,
    schools_to_write_for,
    show_form,
)
from partnerships.walkthroughs.report import language_words

LIST = "partnerships:opportunity-list"


@require_safe
def opportunity_list(request):
    fall_year, today = chosen_year(request, years_ahead=1), timezone.localdate()
    found = Opportunity.objects.visible_to(request.user).in_school_year(fall_year)
    found = found.select_related("school", "activity").prefetch_related("topics")
    if file_format := downloads.wanted_format(request):
        rows = topics.file_rows(found.prefetch_related("needs", "actions"))
        return downloads.table_response(file_format, f"community-learning-{fall_year}", topics.HEADERS, rows)
    rows = list(found)
    for one in rows:
        one.how, one.kind = state_of(one, today)
    context = {
        "rows": rows,
        "covered": topics.covered_in(request.user, fall_year),
        "needs": topics.needs_in(request.user, fall_year),
        "followed": topics.follow_up_in(request.user, fall_year, today),
        "year": fall_year,
        "year_label": school_years.label(fall_year),
        "earlier": fall_year - 1,
        "later": fall_year + 1 if fall_year <= this_year() else None,
        "may_add": may(request.user, Can.EDIT_ACTIVITY),
        "may_frame": may(request.user, Can.FRAME_COMMUNITY),
    }
    return render(request, "partnerships/opportunity_list.html", context)


def state_of(one, today):
    """(word, kind) of where an opportunity stands."""
    if one.is_cancelled:
        return _("Did not take place"), "stopped"
    if one.activity_id:
        return _("Took place"), "good"
    return (_("Planned"), "waiting") if one.held_on >= today else (_("To be logged"), "warn")


@require_safe
def opportunity_detail(request, pk):
    one, today = opportunity_or_404(request, pk), timezone.localdate()
    how, kind = state_of(one, today)
    context = {
        "one": one,
        "how": how,
        "kind": kind,
        "topics": list(one.topics.all()),
        "partners": list(one.partners.all()) if may(request.user, Can.VIEW_PARTNER) else [],
        "languages": language_words(one.languages),
        "needs": list(one.needs.all()),
        "actions": following.stand(one.actions.select_related("owner", "evidence"), today),
        "counts": one.activity.counts() if one.activity else [],
        "is_to_be_logged": not one.activity and not one.is_cancelled and one.held_on <= today,
        "may_change": may_change(request.user, one),
        "entries": history_of(one) if may(request.user, Can.VIEW_HISTORY, one.school_id) else [],
    }
    return render(request, "partnerships/opportunity.html", context)


@require_http_methods(["GET", "POST"])
@kept_while_typing
def opportunity_add(request):
    schools = schools_to_write_for(request.user)
    only = schools[0] if isinstance(schools, list) and len(schools) == 1 else None
    return opportunity_page(request, Opportunity(), schools, _("Plan an opportunity"), reverse(LIST), {"school": only})


@require_http_methods(["GET", "POST"])
@kept_while_typing
def opportunity_edit(request, pk):
    one = opportunity_or_404(request, pk, to_change=True)
    return opportunity_page(
        request, one, schools_to_write_for(request.user), _("Change the opportunity"), one.get_absolute_url(), {}
    )  # fmt: skip


def opportunity_page(request, one, schools, title, back, initial):
    form = OpportunityForm(request.POST or None, instance=one, by=request.user, schools=schools, initial=initial)
    if form.is_valid():
        one = form.save()
        messages.success(request, _("Saved."))
        return redirect(one)
    return show_form(request, form, title, back, _("Community learning"))


@require_http_methods(["GET", "POST"])
@kept_while_typing
def need_add(request, pk):
    one = opportunity_or_404(request, pk, to_change=True)
    form = NeedForm(request.POST or None, instance=NeedHeard(opportunity=one))
    if form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect(one)
    return show_form(request, form, _("Note a need that was heard"), one.get_absolute_url(), one)


@require_POST
def need_remove(request, pk):
    need = get_object_or_404(NeedHeard, pk=pk)
    one = opportunity_or_404(request, need.opportunity_id, to_change=True)
    need.delete()
    messages.success(request, _("Taken away."))
    return redirect(one)


@require_http_methods(["GET", "POST"])
@kept_while_typing
def action_add(request, pk):
    one = opportunity_or_404(request, pk, to_change=True)
    return action_page(request, OpportunityAction(opportunity=one), _("Plan what follows"))


@require_http_methods(["GET", "POST"])
@kept_while_typing
def action_edit(request, pk):
    action = action_or_404(request, pk, to_change=True)
    if not action.is_open:
        return refused(request, _("This is ended: it stays as it is."), action.opportunity)
    return action_page(request, action, _("Change what follows"))


def action_page(request, action, title):
    form = OpportunityActionForm(request.POST or None, instance=action)
    if form.is_valid():
        following.save(form, tell=lambda action: notices.of_action(action, by=request.user))
        messages.success(request, _("Saved."))
        return redirect(action)
    return show_form(request, form, title, action.opportunity.get_absolute_url(), action.opportunity)


@require_http_methods(["GET", "POST"])
@kept_while_typing
def action_end(request, pk):
    action = action_or_404(request, pk, to_change=True)
    if not action.is_open:
        return refused(request, _("This is ended: it stays as it is."), action.opportunity)
    form = EndForm(request.POST or None, request.FILES or None, by=request.user)
    if form.is_valid():
        following.end(action, **form.said())
        messages.success(request, _("Saved."))
        return redirect(action.opportunity)
    back = action.opportunity.get_absolute_url()
    return show_form(request, form, _("Done, or dropped"), back, action.opportunity, action.what)


@require_safe
def action_evidence(request, pk):
    action = action_or_404(request, pk)
    if action.evidence is None:
        raise Http404
    return evidence.response_or_404(action.evidence)


# ---------------------------------------------------------------------- topics


@require_safe
def topic_list(request):
    return render(request, "partnerships/topic_list.html", {"topics": LearningTopic.objects.all()})


@require_http_methods(["GET", "POST"])
@kept_while_typing
def topic_add(request):
    return topic_page(request, LearningTopic(), _("Add a topic"))


@require_http_methods(["GET", "POST"])
@kept_while_typing
def topic_edit(request, pk):
    return topic_page(request, get_object_or_404(LearningTopic, pk=pk), _("Change the topic"))


def topic_page(request, topic, title):
    form = TopicForm(request.POST or None, instance=topic)
    back = reverse("partnerships:topic-list")
    if form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect(back)
    return show_form(request, form, title, back, _("Topics"))
