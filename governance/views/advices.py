"""Advice of councils and the principals' written answers."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from district import downloads, school_years
from district.access import Can, may, require
from district.drafts import kept_while_typing
from governance import advices, duty_settling
from governance.forms.advices import AdviceForm, AnswerForm
from governance.meetings import NotPossible
from governance.models import Advice, AdviceAnswer
from governance.models.advices import DECISION_KINDS, FOLLOWED, AdviceKind, Decision
from governance.views.duties import council_form, council_or_404
from indicators.parameters import EARLIEST, chosen_year, this_year

PER_PAGE = 25
HEADERS = [
    "school_code", "school", "school_year", "about", "title", "given_on", "answer_due_on", "answered_on", "answer",
    "answered_in_time",
]  # fmt: skip


@require_safe
def advice_list(request):
    """The advice of all councils in a school year and what became of it; as a file too."""
    fall_year = chosen_year(request, years_ahead=1)
    found = Advice.objects.visible_to(request.user).filter(fall_year=fall_year).select_related("school")
    rows, chosen = list(found), request.GET.get("show", "")
    tests = {
        "": lambda one: True,
        "waiting": lambda one: not one.decision,
        "later": lambda one: one.decision == Decision.LATER,
        "late": lambda one: one.is_late,
        "followed": lambda one: one.decision in FOLLOWED,
        "declined": lambda one: one.decision == Decision.DECLINED,
    }
    labels = {
        "": _("All"),
        "waiting": _("Waiting for an answer"),
        "later": Decision.LATER.label,
        "late": _("Answer overdue"),
        "followed": _("Adopted, in whole or in part"),
        "declined": _("Declined"),
    }
    shown = [one for one in rows if tests.get(chosen, tests[""])(one)]
    if file_format := downloads.wanted_format(request):
        return downloads.table_response(file_format, f"council-advice-{fall_year}", HEADERS, map(line, shown))
    context = {
        "page": Paginator(shown, PER_PAGE).get_page(request.GET.get("page")),
        "year": fall_year,
        "year_label": school_years.label(fall_year),
        "earlier": fall_year - 1 if fall_year > EARLIEST else None,
        "later": fall_year + 1 if fall_year <= this_year() else None,
        "tabs": [
            (
                f"{labels[code]} ({sum(map(test, rows))})",
                f"?year={fall_year}" + (f"&show={code}" if code else ""),
                code == chosen,
            )
            for code, test in tests.items()
        ],
    }
    return render(request, "governance/advice_list.html", context)


def line(one):
    return (
        one.school.code, one.school.name, school_years.label(one.fall_year), one.kind, str(one), one.given_on,
        one.due_on, one.answered_on, one.decision, int(one.was_in_time),
    )  # fmt: skip


def advice_or_404(request, code, pk, permission=Can.VIEW_ACTIVITY):
    found = Advice.objects.visible_to(request.user).select_related(
        "school", "meeting", "motion", "action_plan__school", "recorded_by"
    )
    one = get_object_or_404(found, school__code=code, pk=pk)
    require(request.user, permission, one.school)
    return one


@require_safe
def advice(request, code, pk):
    """One advice: the text, the vote behind it, and the principal's answers in their order."""
    one = advice_or_404(request, code, pk)
    answers = list(one.answers.select_related("by"))
    context = {
        "advice": one,
        "school": one.school,
        "answers": [(answer, DECISION_KINDS[answer.decision]) for answer in answers],
        "may_answer": may(request.user, Can.ANSWER_ADVICE, one.school),
        "is_public": one.motion_id is not None and one.meeting.state == "POSTED",
    }
    return render(request, "governance/advice.html", context)


@require_http_methods(["GET", "POST"])
@kept_while_typing
def advice_add(request, code):
    """Record an advice that the council decided; its principal is told."""
    council = council_or_404(request, code, Can.RECORD_MEETING)
    initial = {"kind": request.GET.get("kind") if request.GET.get("kind") in AdviceKind.values else None}
    motion = request.GET.get("motion", "")
    if motion.isdecimal() and len(motion) < 19:
        behind = advices.motions_to_record(council).filter(pk=motion).first()
        if behind:
            initial |= {"motion": behind.pk, "text": behind.text, "title": str(behind.item or "")[:150]}
    form = AdviceForm(request.POST or None, instance=Advice(), council=council, initial=initial)
    if sent := form.sent_before():
        return redirect(sent)
    if form.is_valid():
        try:
            given = advices.give(form.instance, by=request.user)
        except NotPossible as refusal:
            form.add_error(None, str(refusal))
        else:
            duty_settling.settle(given.fall_year, [council])
            messages.success(request, _("The advice is recorded, and the principal is told."))
            return redirect(given)
    lead = _("The principal answers it in writing, with the reason.")
    return council_form(request, form, council, _("Advice of the council"), lead=lead, back=back_to(council))


def back_to(council):
    return reverse("governance:duties", args=[council.school.code])


@require_http_methods(["GET", "POST"])
@kept_while_typing
def advice_answer(request, code, pk):
    """The principal's written answer; a further one puts an earlier one right."""
    one = advice_or_404(request, code, pk, Can.ANSWER_ADVICE)
    council = council_or_404(request, code, Can.ANSWER_ADVICE)
    plan = one.action_plan
    initial = {"reason": plan.answer} if plan and not one.decision else {}
    form = AnswerForm(request.POST or None, instance=AdviceAnswer(advice=one, by=request.user), initial=initial)
    if form.sent_before():
        return redirect(one)
    if form.is_valid():
        advices.answer(form.instance, by=request.user)
        messages.success(request, _("The council can read your answer now."))
        return redirect(one)
    title = _("Answer the council") if not one.decision else _("Add to the answer")
    return council_form(request, form, council, title, lead=one.text, back=one.get_absolute_url(), back_label=str(one))
