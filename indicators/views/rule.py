"""The publication rule: small counts, limits, complementary hiding. It is changed by two people, who read before what a
change would do; then every figure is judged again, in a job."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from district.drafts import kept_while_typing, put_back
from district.history import history_of
from district.models import Job
from indicators import rule_changes
from indicators.import_pages import JOB_MARKS
from indicators.models import Attack, RuleChange, SuppressionRule
from indicators.models.rule_changes import THRESHOLDS
from indicators.rule_forms import LABELS, RuleAnswerForm, RuleForm
from indicators.views.proposals import is_answered

HTMX_STOP_POLLING = 286


@require_safe
def rule(request):
    """What holds, what is proposed, what was decided before."""
    now = SuppressionRule.in_force()
    changes = list(RuleChange.objects.visible_to(request.user))
    waiting = next((one for one in changes if one.is_open), None)
    context = {
        "thresholds": [(LABELS[name], getattr(now, name)) for name in THRESHOLDS],
        "open": waiting,
        "is_own": waiting is not None and waiting.proposed_by_id == request.user.pk,
        "decided": [one for one in changes if not one.is_open],
        "attack": Attack.objects.first(),
        **progress_of(Job.objects.filter(kind=rule_changes.REPUBLISH).first(), reverse("indicators:rule-progress")),
    }
    return render(request, "indicators/rule.html", context)


@require_safe
def rule_progress(request):
    """The progress bar alone, asked for every second; in the end the page is loaded again."""
    job = Job.objects.filter(kind=rule_changes.REPUBLISH).first()
    return progress_answer(request, progress_of(job, reverse("indicators:rule-progress")))


def progress_of(job, poll_url):
    if job is None:
        return {"job": None, "mark": "", "poll_url": ""}
    return {"job": job, "mark": JOB_MARKS[job.state], "poll_url": "" if job.is_over else poll_url}


def progress_answer(request, context):
    if context["poll_url"]:
        return render(request, "indicators/_rule_progress.html", context)
    response = HttpResponse(status=HTMX_STOP_POLLING)
    response["HX-Refresh"] = "true"
    return response


@require_http_methods(["GET", "POST"])
@kept_while_typing
def rule_propose(request):
    """Begin with the rule in force. One proposal at a time: where there is one, it is changed instead."""
    waiting = RuleChange.objects.visible_to(request.user).open().first()
    if waiting:
        return redirect("indicators:rule-change-edit", waiting.pk)
    now = SuppressionRule.in_force()
    form = RuleForm(request.POST or None, instance=RuleChange(**{name: getattr(now, name) for name in THRESHOLDS}))
    return proposal_page(request, form, title=_("Propose another publication rule"))


def open_or_404(request, pk):
    found = RuleChange.objects.visible_to(request.user).open()
    if request.method == "POST":
        found = found.select_for_update(of=("self",))
    return get_object_or_404(found, pk=pk)


@require_http_methods(["GET", "POST"])
@kept_while_typing
@transaction.atomic
def rule_change_edit(request, pk):
    """Change a proposal; whoever does becomes its proposer, so that another person has to approve it."""
    change = open_or_404(request, pk)
    form = RuleForm(request.POST or None, instance=change)
    return proposal_page(request, form, title=_("Change the proposed rule"), entries=history_of(change))


def proposal_page(request, form, **context):
    if form.is_valid():
        change = rule_changes.propose(form.save(commit=False), by=request.user)
        messages.success(request, _("The change is proposed. Once it is counted, somebody else has to approve it."))
        return redirect(change)
    put_back(request, form)
    return render(request, "indicators/rule_form.html", {"form": form, **context})


@require_http_methods(["GET", "POST"])
@transaction.atomic
def rule_change(request, pk):
    """What a proposal would do, and the decision; a decided one is kept to read."""
    change = get_object_or_404(RuleChange.objects.visible_to(request.user), pk=pk)
    if request.method == "POST":
        change = open_or_404(request, pk)
    preview = rule_changes.preview_of(change)
    is_own = change.proposed_by_id == request.user.pk
    answer = {"change": change, "preview": preview, "is_own": is_own}
    form = RuleAnswerForm(request.POST or None, **answer) if change.is_open else None
    approved = _("Approved. All published figures are now judged again.")
    if form and form.is_valid() and is_answered(request, form, rule_changes, change, approved):
        return redirect("indicators:rule")
    poll_url = reverse("indicators:rule-change-progress", args=[pk])
    context = {
        "change": change,
        "differences": [(LABELS[name], before, after) for name, before, after in change.differences()],
        "thresholds": [(LABELS[name], getattr(change, name)) for name in THRESHOLDS],
        "form": form,
        "is_own": is_own,
        "preview": preview,
        "is_fresh": preview and rule_changes.is_fresh(preview),
        **progress_of(rule_changes.jobs_of(change).first() if change.is_open else None, poll_url),
    }
    if preview:
        context["total"], context["lines"], context["unchanged"] = rule_changes.lines_of(preview)
    return render(request, "indicators/rule_change.html", context)


@require_safe
def rule_change_progress(request, pk):
    change = get_object_or_404(RuleChange.objects.visible_to(request.user), pk=pk)
    poll_url = reverse("indicators:rule-change-progress", args=[pk])
    return progress_answer(request, progress_of(rule_changes.jobs_of(change).first(), poll_url))


@require_POST
@transaction.atomic
def rule_change_count(request, pk):
    """Count again what a proposal would do, after figures were published."""
    change = open_or_404(request, pk)
    rule_changes.count(change, by=request.user)
    return redirect(change)


@require_http_methods(["GET", "POST"])
@transaction.atomic
def rule_change_remove(request, pk):
    """Take a proposal back before it is decided."""
    change = open_or_404(request, pk)
    if request.method == "POST":
        change.delete()
        messages.success(request, _("The proposal is taken back."))
        return redirect("indicators:rule")
    return render(request, "indicators/rule_change_remove.html", {"change": change})
