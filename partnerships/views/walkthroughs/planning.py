"""One walkthrough: planned, walked, reported, closed."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from district.access import Can, may, schools_where
from district.drafts import kept_while_typing, refused
from district.history import history_of
from district.printing.responses import pdf_response, wants_pdf
from partnerships.forms.walkthroughs.walking import TeamForm, WalkthroughForm
from partnerships.models import Walkthrough
from partnerships.views.walkthroughs.finding import closed_words, show_form, walkthrough_or_404
from partnerships.walkthroughs import agreeing, closing, rating, standards
from partnerships.walkthroughs.report import document_of, report_of, state_of


@require_safe
def walkthrough_detail(request, pk):
    """The working page; a closed walkthrough is its report."""
    walkthrough = walkthrough_or_404(request, pk)
    if walkthrough.is_closed:
        return redirect("partnerships:walkthrough-report", walkthrough.pk)
    school, today = walkthrough.school, timezone.localdate()
    may_run = may(request.user, Can.RUN_WALKTHROUGH, school)
    parts = agreeing.parts_of(walkthrough)
    address = request.build_absolute_uri(reverse("partnerships:walk", args=[walkthrough.code]))
    context = {
        "walkthrough": walkthrough,
        "parts": parts,
        "items_total": sum(len(part.lines) for part in parts),
        "agreed_total": sum(part.agreed_total for part in parts),
        "team": list(walkthrough.team.all()),
        "may_run": may_run,
        "may_rate": may(request.user, Can.RATE_WALKTHROUGH, school) and today >= walkthrough.held_on,
        "address": address,
        "takes_raters": rating.takes_raters(walkthrough, today),
        "is_to_come": today < walkthrough.held_on,
        "state": state_of(walkthrough, today),
        "commendations": list(walkthrough.commendations.all()),
        "recommendations": list(walkthrough.recommendations.select_related("owner")),
        "obstacles": closing.obstacles(walkthrough, today) if may_run else [],
        "may_remove": may_run and not walkthrough.sheets.exists(),
        "entries": history_of(walkthrough) if may(request.user, Can.VIEW_HISTORY, school) else [],
    }
    return render(request, "partnerships/walkthrough_detail.html", context)


@require_safe
def walkthrough_report(request, pk):
    walkthrough = walkthrough_or_404(request, pk)
    today = timezone.localdate()
    report = report_of(walkthrough, today)
    if wants_pdf(request):
        label = _("Walkthrough")
        return pdf_response(request, document_of(report), f"{label} {walkthrough.school} {walkthrough.held_on}")
    context = {
        "walkthrough": walkthrough,
        "report": report,
        "state": state_of(walkthrough, today),
        "is_to_come": today < walkthrough.held_on,
        "may_follow": may(request.user, Can.FOLLOW_WALKTHROUGH, walkthrough.school),
    }
    return render(request, "partnerships/walkthrough_report.html", context)


@require_http_methods(["GET", "POST"])
@kept_while_typing
def walkthrough_add(request):
    in_use, back = standards.in_use(), reverse("partnerships:walkthrough-list")
    if in_use is None:
        return refused(request, _("No standards are in use yet: central office takes them into use first."), back)
    schools = schools_where(request.user, Can.RUN_WALKTHROUGH)
    form = WalkthroughForm(
        request.POST or None,
        instance=Walkthrough(standards=in_use),
        schools=schools,
        initial={"held_on": timezone.localdate(), "facilitator": request.user.pk, "school": only(schools)},
    )
    if form.is_valid():
        walkthrough = form.save()
        messages.success(request, _("Planned. Say now who walks along."))
        return redirect("partnerships:walkthrough-team", walkthrough.pk)
    return show_form(request, form, _("Plan a walkthrough"), back, _("Welcoming walkthroughs"))


def only(schools):
    """The one school of a person who has only one, so that they need not choose."""
    return schools[0] if isinstance(schools, list) and len(schools) == 1 else None


@require_http_methods(["GET", "POST"])
@kept_while_typing
def walkthrough_edit(request, pk):
    walkthrough = walkthrough_or_404(request, pk, Can.RUN_WALKTHROUGH)
    if walkthrough.is_closed:
        return refused(request, closed_words(), walkthrough)
    schools = schools_where(request.user, Can.RUN_WALKTHROUGH)
    form = WalkthroughForm(request.POST or None, instance=walkthrough, schools=schools)
    if form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect(walkthrough)
    return show_form(request, form, _("Change the walkthrough"), walkthrough.get_absolute_url(), walkthrough)


@require_http_methods(["GET", "POST"])
@kept_while_typing
def walkthrough_team(request, pk):
    walkthrough = walkthrough_or_404(request, pk, Can.RUN_WALKTHROUGH)
    if walkthrough.is_closed:
        return refused(request, closed_words(), walkthrough)
    form = TeamForm(request.POST or None, walkthrough=walkthrough)
    if form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect(walkthrough)
    guidance = _(
        "A mixed team of about twelve: parents, neighbors, people who work here. Counts only; nobody's name is kept."
    )
    return show_form(
        request, form, _("Who walks along"), walkthrough.get_absolute_url(), walkthrough, guidance=guidance
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def walkthrough_close(request, pk):
    walkthrough = walkthrough_or_404(request, pk, Can.RUN_WALKTHROUGH)
    if walkthrough.is_closed:
        return refused(request, closed_words(), walkthrough)
    if request.method == "POST":
        try:
            closing.close(walkthrough, by=request.user)
        except closing.Refused as reason:
            messages.error(request, str(reason))
            return redirect(walkthrough)
        messages.success(request, _("The walkthrough is closed. This is its report."))
        return redirect("partnerships:walkthrough-report", walkthrough.pk)
    context = {
        "walkthrough": walkthrough,
        "title": _("Close the walkthrough?"),
        "text": _(
            "From then on ratings, commendations and recommendations stay as they are; what becomes of a "
            "recommendation is still recorded. It is counted once, and stands among the activities as one entry."
        ),
        "obstacles": closing.obstacles(walkthrough),
        "submit_text": _("Close it for good"),
        "danger": False,
    }
    return render(request, "partnerships/walkthrough_confirm.html", context)


@require_http_methods(["GET", "POST"])
def walkthrough_remove(request, pk):
    """A walkthrough that did not take place. One where somebody has rated is not taken away."""
    walkthrough = walkthrough_or_404(request, pk, Can.RUN_WALKTHROUGH)
    if walkthrough.is_closed or walkthrough.sheets.exists():
        return refused(request, _("Somebody has rated here already: it stays."), walkthrough)
    if request.method == "POST":
        walkthrough.delete()
        messages.success(request, _("Taken away."))
        return redirect("partnerships:walkthrough-list")
    words = _("The walkthrough of %(day)s and what was prepared for it goes.")
    context = {
        "walkthrough": walkthrough,
        "title": _("Take this walkthrough away?"),
        "text": words % {"day": date_format(walkthrough.held_on)},
        "obstacles": [],
        "submit_text": _("Take it away"),
        "danger": True,
    }
    return render(request, "partnerships/walkthrough_confirm.html", context)
