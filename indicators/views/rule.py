"""The publication rule: small counts, limits, complementary hiding. A change judges every figure again, in a job."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from district import jobs
from district.models import Job
from indicators.import_pages import JOB_MARKS
from indicators.models import Attack, SuppressionRule
from indicators.rule_forms import RuleForm

KIND = "republish"
HTMX_STOP_POLLING = 286


@require_http_methods(["GET", "POST"])
def rule_edit(request):
    form = RuleForm(request.POST or None, instance=SuppressionRule.in_force())
    if form.is_valid():
        with transaction.atomic():
            form.save()
            jobs.ask(KIND, by=request.user)
        messages.success(request, _("Saved the rule. All published figures are now judged again."))
        return redirect("indicators:rule-edit")
    context = {"form": form, "attack": Attack.objects.first(), **progress_context()}
    return render(request, "indicators/rule_edit.html", context)


@require_safe
def rule_progress(request):
    """The progress bar alone, asked for every second; in the end the page is loaded again."""
    context = progress_context()
    if context["poll_url"]:
        return render(request, "indicators/_rule_progress.html", context)
    response = HttpResponse(status=HTMX_STOP_POLLING)
    response["HX-Refresh"] = "true"
    return response


def progress_context():
    job = Job.objects.filter(kind=KIND).first()
    if job is None:
        return {"job": None, "mark": "", "poll_url": ""}
    poll_url = "" if job.is_over else reverse("indicators:rule-progress")
    return {"job": job, "mark": JOB_MARKS[job.state], "poll_url": poll_url}
