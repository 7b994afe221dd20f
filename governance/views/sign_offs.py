"""The council's signature under draft budget and improvement plan, on the screen and on paper."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from district.access import Can, may, require
from district.drafts import NotTaken, has_typed, kept_while_typing
from district.history import history_of
from district.printing.responses import pdf_response
from governance import duty_settling, sign_offs
from governance.forms.advices import SigningForm, SignOffForm, UnsignedForm
from governance.meetings import NotPossible, where_to_vote
from governance.models import SignOff
from governance.models.advices import SignOffKind
from governance.motions import tally_totals
from governance.printing.sign_offs import sign_off_document
from governance.sign_offs import STANCE_KINDS
from governance.views.duties import council_form, council_or_404
from indicators.parameters import year_or_404
from indicators.tasks import ring


def sign_off_or_404(request, code, pk, permission=Can.VIEW_ACTIVITY):
    found = SignOff.objects.visible_to(request.user).select_related(
        "council__school", "council__model", "action_plan__school", "evidence", "motion__meeting", "advice__school",
        "decided_by", "principal_read_by", "office_read_by", "recorded_by",
    )  # fmt: skip
    one = get_object_or_404(found, council__school__code=code, pk=pk)
    require(request.user, permission, one.council.school)
    return one


def refuse(request, one, words):
    """Say why something is not possible now; what was typed stays."""
    if has_typed(request):
        raise NotTaken(words)
    messages.warning(request, words)
    return redirect(one)


@require_safe
def sign_off(request, code, pk):
    """One document before the council: what it is, what the council said by which vote, and who has read that."""
    one = sign_off_or_404(request, code, pk)
    user, school = request.user, one.council.school
    may_sign = not one.stance and may(user, Can.SIGN_FOR_COUNCIL, school)
    is_voted = may_sign and bool(sign_offs.motions_for(one))
    context = {
        "sign_off": one,
        "school": school,
        "status": one.get_stance_display() if one.stance else _("Waits for the council"),
        "kind": STANCE_KINDS[one.stance],
        "votes": tally_totals(one.motion) if one.motion else [],
        "may_sign": may_sign and is_voted,
        "vote_at": where_to_vote(school) if may_sign and not is_voted else "",
        "may_record": not one.stance and may(user, Can.RECORD_MEETING, school),
        "may_read_as_principal": one.stance and not one.principal_read_at and may(user, Can.ANSWER_ADVICE, school),
        "may_read_for_office": one.stance and not one.office_read_at and may(user, Can.FRAME_DUTIES, school),
        "history": history_of(one) if may(user, Can.VIEW_HISTORY, school) else None,
    }
    return render(request, "governance/sign_off.html", context)


@require_http_methods(["GET", "POST"])
@kept_while_typing
def sign_off_add(request, code, year, kind):
    """Lay a draft budget or an improvement plan before the council for its signature."""
    council = council_or_404(request, code, Can.RECORD_MEETING)
    if kind not in SignOffKind.values:
        raise Http404
    one = SignOff(council=council, fall_year=year_or_404(year), kind=kind)
    form = SignOffForm(request.POST or None, request.FILES or None, instance=one, by=request.user)
    if sent := form.sent_before():
        return redirect(sent)
    if form.is_valid():
        made = sign_offs.draw_up(form.instance, by=request.user)
        messages.success(request, _("It waits for the council now: put it on the agenda of a meeting."))
        return redirect(made)
    lead = _("The council votes on it at a meeting; then its chair signs here.")
    back = reverse("governance:duties", args=[code])
    return council_form(request, form, council, _("A document to be signed"), lead=lead, back=back)


@require_http_methods(["GET", "POST"])
@kept_while_typing
def sign_off_edit(request, code, pk):
    """Put right which document it is, until the council has decided."""
    one = sign_off_or_404(request, code, pk, Can.RECORD_MEETING)
    if one.stance:
        return refuse(request, one, _("This is decided: it stays as it is. Another version is signed anew."))
    form = SignOffForm(request.POST or None, request.FILES or None, instance=one, by=request.user)
    if form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect(one)
    return council_form(
        request, form, one.council, _("A document to be signed"), back=one.get_absolute_url(), back_label=str(one)
    )


@require_http_methods(["GET", "POST"])
@kept_while_typing
def sign_off_sign(request, code, pk):
    """The chair signs for the council, by a carried motion."""
    one = sign_off_or_404(request, code, pk, Can.SIGN_FOR_COUNCIL)
    form = SigningForm(request.POST or None, sign_off=one)
    if not (one.stance or form.fields["motion"].queryset.exists()):
        words = _("No motion was carried since the day of this document: put it on the agenda of a meeting first.")
        return refuse(request, one, words)
    return decide(request, one, form, sign_offs.sign, _("Sign for the council"), _("Signed."))


@require_http_methods(["GET", "POST"])
@kept_while_typing
def sign_off_leave(request, code, pk):
    """Say why the council's signature is refused or missing."""
    one = sign_off_or_404(request, code, pk, Can.RECORD_MEETING)
    form = UnsignedForm(request.POST or None)
    return decide(request, one, form, sign_offs.leave_unsigned, _("No signature"), _("Recorded."))


def decide(request, one, form, act, title, done):
    if one.stance:
        return refuse(request, one, _("This is decided: it stays as it is. Another version is signed anew."))
    if form.is_valid():
        try:
            act(one, form.verdict(), by=request.user)
        except NotPossible as refusal:
            form.add_error(None, str(refusal))
        else:
            duty_settling.settle(one.fall_year, [one.council])
            ring()
            messages.success(request, done)
            return redirect(one)
    return council_form(
        request, form, one.council, title, lead=str(one), back=one.get_absolute_url(), back_label=str(one)
    )


@require_POST
def sign_off_read(request, code, pk):
    """The principal notes that they have read what the council decided."""
    return read(request, sign_off_or_404(request, code, pk, Can.ANSWER_ADVICE), as_principal=True)


@require_POST
def sign_off_read_office(request, code, pk):
    """Central office notes the same."""
    return read(request, sign_off_or_404(request, code, pk, Can.FRAME_DUTIES), as_principal=False)


def read(request, one, as_principal):
    try:
        sign_offs.mark_read(one, by=request.user, as_principal=as_principal)
    except NotPossible as refusal:
        return refuse(request, one, str(refusal))
    messages.success(request, _("Noted."))
    return redirect(one)


@require_safe
def sign_off_paper(request, code, pk):
    """The sign-off form as PDF in English or Spanish (`?in=`), with what is recorded, to be signed by hand too."""
    one = sign_off_or_404(request, code, pk)
    language = request.GET.get("in", "")
    with translation.override(language if language in ("en", "es") else translation.get_language()):
        return pdf_response(request, sign_off_document(one), f"{one.council.school} {one}")
