"""Questions to the Superintendent: asked, handed on, answered, published, carried back."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from district import downloads
from district.access import Can, may, schools_where
from district.drafts import kept_while_typing
from district.history import history_of
from governance.advisory import group, questions
from governance.advisory.forms import AnswerForm, OfficeForm, PromiseForm, QuestionForm
from governance.advisory.questions import STATE_KINDS, NotPossible
from governance.advisory.views.finding import question_or_404, refuse, show_form
from governance.advisory.views.meetings import carry_page
from governance.models import AdvisoryMeeting, AdvisoryQuestion, CarriedBack
from governance.models.advisory import QuestionState
from indicators.parameters import whole_number
from indicators.tasks import ring

PER_PAGE = 25
HEADERS = [
    "asked_on", "language", "question", "topic", "initiative", "indicator", "state", "office", "answered_on",
    "days_to_answer", "promised", "promised_by", "kept", "published_on",
]  # fmt: skip


@require_safe
def question_list(request):
    """All questions, the newest first; by state, and those whose answer a school has not heard yet."""
    shown = request.GET.get("state", "")
    seen = AdvisoryQuestion.objects.visible_to(request.user)
    rows = {
        "": seen,
        "open": seen.open(),
        "promised": seen.promised(),
        "untold": seen.filter(pk__in=group.answers_to_carry(schools_where(request.user, Can.VIEW_ADVISORY))),
        "answered": seen.filter(state=QuestionState.ANSWERED),
    }
    labels = {
        "": _("All"),
        "open": _("Not answered"),
        "promised": _("With a promise that is open"),
        "untold": _("Answered, not carried back"),
        "answered": pgettext("questions", "Answered"),
    }
    if shown not in rows:
        raise Http404
    found = rows[shown].select_related("school", "initiative", "indicator").order_by("-asked_on", "-pk")
    if file_format := downloads.wanted_format(request):
        return downloads.table_response(file_format, "questions-to-the-superintendent", HEADERS, map(line, found))
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [(one, STATE_KINDS[one.state]) for one in page.object_list],
        "tabs": [
            (f"{labels[code]} ({some.count()})", f"?state={code}" if code else "?", code == shown)
            for code, some in rows.items()
        ],
        "may_ask": may(request.user, Can.SPEAK_ADVISORY),
    }
    return render(request, "governance/advisory_questions.html", context)


def line(one):
    """A question as a line of a file; who asked is not in it."""
    return (
        one.asked_on, one.language, one.words, str(one.get_topic_display()),
        one.initiative.code if one.initiative else "", one.indicator.code if one.indicator else "",
        str(one.get_state_display()), one.office, one.answered_on, one.days_to_answer, one.follow_up,
        one.follow_up_by, str(one.get_follow_up_kept_display()), one.published_on,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@kept_while_typing
def question_add(request):
    """A question for the Superintendent; from the page of a meeting it belongs to that meeting (`?meeting=`)."""
    schools = schools_where(request.user, Can.SPEAK_ADVISORY)
    meeting = whole_number(request.GET.get("meeting"))
    meeting = AdvisoryMeeting.objects.exclude(state="CANCELLED").filter(pk=meeting).first() if meeting else None
    initial = {"meeting": meeting}
    if meeting:
        initial["asked_on"] = min(meeting.held_on, timezone.localdate())
    form = QuestionForm(
        request.POST or None,
        instance=AdvisoryQuestion(recorded_by=request.user),
        schools=schools,
        initial={name: value for name, value in initial.items() if value},
    )
    if sent := form.sent_before():
        return redirect(sent)
    if form.is_valid():
        form.save()
        ring()
        messages.success(request, _("The question is on its way to the Superintendent."))
        return redirect(form.instance)
    return show_form(
        request,
        form,
        _("A question for the Superintendent"),
        meeting.get_absolute_url() if meeting else reverse("governance:advisory"),
        meeting or _("Parent Advisory Group"),
    )


@require_safe
def question_page(request, pk):
    """A question, where it is, its answer and promise, and which parents have heard of it."""
    question = question_or_404(request, pk)
    user = request.user
    runs, speaks = may(user, Can.RUN_ADVISORY), may(user, Can.SPEAK_ADVISORY, question.school)
    is_answered = question.state == QuestionState.ANSWERED
    to_tell = list(group.schools_to_tell(question=question)) if is_answered else []
    today = timezone.localdate()
    context = {
        "question": question,
        "kind": STATE_KINDS[question.state],
        "sees_who": runs or speaks,
        "is_answered": is_answered,
        "days": (today - question.asked_on).days if question.is_open else None,
        "is_late_promise": bool(
            question.follow_up_by and not question.follow_up_kept and question.follow_up_by < today
        ),
        "carried": group.carried_of(question),
        "to_tell": to_tell,
        "may_run": runs,
        "may_edit": speaks and question.is_open,
        "may_carry": speaks and is_answered,
        "why_not_published": questions.why_not_published(question) if runs else "",
        "history": history_of(question) if runs else None,
    }
    return render(request, "governance/advisory_question.html", context)


@require_http_methods(["GET", "POST"])
@kept_while_typing
def question_edit(request, pk):
    question = question_or_404(request, pk, Can.SPEAK_ADVISORY)
    if words := questions.why_not_changed(question):
        return refuse(request, question, words)
    schools = schools_where(request.user, Can.SPEAK_ADVISORY)
    form = QuestionForm(request.POST or None, instance=question, schools=schools)
    return save_page(request, form, question, _("Change the question"))


@require_http_methods(["GET", "POST"])
@kept_while_typing
def question_office(request, pk):
    """Which office finds out."""
    question = question_or_404(request, pk)
    if words := questions.why_not_changed(question):
        return refuse(request, question, words)
    form = OfficeForm(request.POST or None, instance=question)
    return save_page(request, form, question, _("Hand it to an office"), quoted=question.text)


@require_http_methods(["GET", "POST"])
@kept_while_typing
def question_answer(request, pk):
    question = question_or_404(request, pk)
    if question.state == QuestionState.WITHDRAWN:
        return refuse(request, question, questions.why_not_changed(question))
    form = AnswerForm(request.POST or None, instance=question)
    return save_page(request, form, question, _("The Superintendent's answer"), quoted=question.text)


@require_http_methods(["GET", "POST"])
@kept_while_typing
def question_promise(request, pk):
    """Whether what the answer promised was kept."""
    question = question_or_404(request, pk)
    if not question.follow_up:
        return refuse(request, question, _("This answer promises nothing."))
    form = PromiseForm(request.POST or None, instance=question)
    return save_page(request, form, question, _("Was the promise kept?"), quoted=question.follow_up)


def save_page(request, form, question, title, **more):
    if form.is_valid():
        form.save()
        ring()
        messages.success(request, _("Saved."))
        return redirect(question)
    return show_form(request, form, title, question.get_absolute_url(), _("The question"), **more)


@require_POST
@transaction.atomic
def question_publish(request, pk):
    """Put question and answer on the public page, or (`off`) take them off it."""
    question = question_or_404(request, pk)
    try:
        question = questions.publish(question, wanted="off" not in request.POST)
    except NotPossible as refusal:
        messages.warning(request, str(refusal))
    else:
        said = _("Everybody can read it now.") if question.published_on else _("It is off the public page.")
        messages.success(request, said)
    return redirect(question)


@require_POST
@transaction.atomic
def question_withdraw(request, pk):
    question = question_or_404(request, pk, Can.SPEAK_ADVISORY)
    try:
        questions.withdraw(question)
    except NotPossible as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("The question is withdrawn."))
    return redirect(question)


@require_http_methods(["GET", "POST"])
@kept_while_typing
def question_carry(request, pk):
    """That the answer was told to the parents of the school that asked."""
    question = question_or_404(request, pk, Can.SPEAK_ADVISORY)
    if question.state != QuestionState.ANSWERED:
        return refuse(request, question, _("Only an answer is carried back."))
    schools = group.schools_concerned(question=question)
    return carry_page(request, CarriedBack(question=question), question, schools)
