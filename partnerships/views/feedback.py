"""Feedback of families on one activity: beginning to ask, the poster, the public page, and what holds afterwards."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from district.access import Can
from district.printing.qr import qr_svg
from district.printing.responses import pdf_response
from partnerships.evaluations.refusals import NotPossible
from partnerships.feedback import answering, asking, printed, results
from partnerships.forms.feedback import FeedbackForm
from partnerships.forms.surveys.answers import AnswerForm
from partnerships.models import ActivityFeedback
from partnerships.surveys.enough import so_far
from partnerships.views.answered import refused_with
from partnerships.views.changing import activity_to_change
from partnerships.views.surveys.answering import chosen_language


def feedback_of(activity):
    """Whether and how families are asked about an activity, or None."""
    return ActivityFeedback.objects.select_related("version", "activity").filter(activity=activity).first()


@require_http_methods(["GET", "POST"])
def activity_feedback(request, pk):
    """Begin to ask, change the last day, and find the address and the poster."""
    activity = activity_to_change(request, pk, Can.EDIT_ACTIVITY)
    feedback = feedback_of(activity)
    context = {"activity": activity, "feedback": feedback, "form": None, "refusal": ""}
    if feedback is None:
        try:
            asking.can_begin(activity)
        except NotPossible as refusal:
            return render(request, "partnerships/activity_feedback.html", {**context, "refusal": str(refusal)})
    elif feedback.is_over():
        return redirect(activity.get_absolute_url() + "#feedback")
    else:
        context |= {"so_far": so_far(results.forms_of(feedback)), "address": printed.address_of(request, feedback)}
    form = FeedbackForm(request.POST or None, instance=feedback, activity=activity)
    if form.is_valid() and kept(request, form, activity, feedback):
        return redirect("partnerships:activity-feedback", pk)
    return render(request, "partnerships/activity_feedback.html", {**context, "form": form})


def kept(request, form, activity, feedback):
    if feedback is not None:
        form.save()
        messages.success(request, _("Saved."))
        return True
    try:
        asking.begin(activity, closes_on=form.cleaned_data["closes_on"], by=request.user)
    except NotPossible as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, _("Families can answer now. Show them the code or the address."))
    return True


@require_safe
def feedback_poster(request, pk):
    """In the language of the reader; while families can answer."""
    activity = activity_to_change(request, pk, Can.EDIT_ACTIVITY)
    feedback = feedback_of(activity)
    if feedback is None or feedback.is_over():
        raise Http404
    document = printed.poster(feedback, printed.address_of(request, feedback), get_language())
    return pdf_response(request, document, _("Poster: %(activity)s") % {"activity": activity})


@require_POST
def feedback_replace(request, pk):
    """What families said holds instead of what was typed by hand."""
    activity = activity_to_change(request, pk, Can.EDIT_ACTIVITY)
    feedback = get_object_or_404(ActivityFeedback.objects.select_related("version", "activity"), activity=activity)
    try:
        results.replace_typed(feedback)
        messages.success(request, _("The activity has what families said."))
    except NotPossible as refusal:
        messages.warning(request, str(refusal))
    return redirect(activity.get_absolute_url() + "#feedback")


# ---------------------------------------------------------------------- the public page


def feedback_or_404(code):
    asked = ActivityFeedback.objects.select_related("activity__school", "version__instrument")
    return get_object_or_404(asked.filter(activity__deleted_at=None), code=code)


@require_http_methods(["GET", "POST"])
def feedback_answer(request, code):
    """The questions in the language of the reader. Nothing of the request is kept."""
    feedback = feedback_or_404(code)
    chosen, offered = chosen_language(request, feedback.version)
    form, status = AnswerForm(feedback.version, chosen.tag, request.POST if request.method == "POST" else None), 200
    context = {"feedback": feedback, "chosen": chosen, "offered": offered, "texts": form.texts, "form": form}
    if not feedback.takes_answers():
        return render(request, "partnerships/feedback_answer.html", {**context, "form": None})
    if request.method == "POST":
        status = refused_with(request, form, "feedback", lambda: answering.take(feedback, form.answers()))
        if status is None:
            return redirect(thanks(feedback, chosen))
    return render(request, "partnerships/feedback_answer.html", context, status=status)


def thanks(feedback, chosen):
    return reverse("partnerships:feedback-thanks", args=[feedback.code]) + f"?in={chosen.tag}"


@require_safe
def feedback_thanks(request, code):
    feedback = feedback_or_404(code)
    chosen_language(request, feedback.version)
    return render(request, "partnerships/feedback_thanks.html", {"feedback": feedback})


@require_safe
def feedback_qr(request, code):
    picture = qr_svg(printed.address_of(request, feedback_or_404(code)))
    response = HttpResponse(picture, content_type="image/svg+xml")
    response["Cache-Control"] = "public, max-age=86400"
    return response
