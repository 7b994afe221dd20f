"""Meetings of the group: planned, run from a phone, told afterwards in notes that members carry home."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from district.access import Can, may, schools_where
from district.drafts import kept_while_typing
from district.history import history_of
from district.printing.responses import pdf_response, wants_pdf
from governance.advisory import group, meetings
from governance.advisory.forms import (
    AdvisoryGuestsForm,
    AdvisoryItemForm,
    AdvisoryMeetingForm,
    AdvisoryNotesForm,
    CancelMeetingForm,
    CarriedBackForm,
    SureForm,
)
from governance.advisory.meetings import MOVES, STATE_KINDS, NotPossible
from governance.advisory.printed import notes_document
from governance.advisory.questions import STATE_KINDS as QUESTION_KINDS
from governance.advisory.views.finding import meeting_or_404, refuse, show_form
from governance.models import AdvisoryItem, AdvisoryMeeting, CarriedBack
from governance.models.meeting_records import THERE, Presence
from indicators.tasks import ring

ITS_MEETING = gettext_lazy("Parent Advisory Group")


def over_words(meeting):
    """Why nothing more is recorded, in words; empty where recording goes on."""
    return _("This meeting is cancelled.") if meeting.state == "CANCELLED" else ""


def run_address(meeting, anchor=""):
    address = reverse("governance:advisory-run", args=[meeting.pk])
    return f"{address}#{anchor}" if anchor else address


@require_http_methods(["GET", "POST"])
@kept_while_typing
def meeting_add(request):
    form = AdvisoryMeetingForm(request.POST or None, instance=AdvisoryMeeting(recorded_by=request.user))
    if sent := form.sent_before():
        return redirect(sent)
    if form.is_valid():
        form.save()
        messages.success(request, _("The meeting is on the calendar. Next: its agenda."))
        return redirect(form.instance)
    return show_form(request, form, _("Plan a meeting of the group"), reverse("governance:advisory"), ITS_MEETING)


@require_http_methods(["GET", "POST"])
@kept_while_typing
def meeting_edit(request, pk):
    meeting = meeting_or_404(request, pk)
    if not meeting.is_planned:
        return refuse(request, meeting, _("This meeting is over: when and where it was stays as it is."))
    form = AdvisoryMeetingForm(request.POST or None, instance=meeting)
    if form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect(meeting)
    return show_form(request, form, _("When and where"), meeting.get_absolute_url(), meeting)


@require_safe
def meeting_page(request, pk):
    """When and where, the agenda in its sections, who was there, questions, what went back to which school."""
    meeting = meeting_or_404(request, pk)
    if wants_pdf(request):
        return pdf_response(request, notes_document(meeting), str(meeting))
    user = request.user
    roll = [(member, Presence(how).label, how in THERE) for member, how in meetings.roll(meeting) if how]
    questions = meeting.questions.select_related("school").order_by("pk")
    to_tell = list(group.schools_to_tell(meeting=meeting)) if meeting.was_held else []
    speaks_at = schools_where(user, Can.SPEAK_ADVISORY)
    context = {
        "meeting": meeting,
        "kind": STATE_KINDS[meeting.state],
        "sections": meetings.by_section(meeting),
        "roll": roll,
        "schools_total": len({member.school_id for member, _how, there in roll if there}),
        "questions": [(one, QUESTION_KINDS[one.state]) for one in questions],
        "carried": group.carried_of(meeting),
        "to_tell": to_tell,
        "may_run": may(user, Can.RUN_ADVISORY),
        "may_ask": may(user, Can.SPEAK_ADVISORY),
        "may_carry": meeting.was_held and group.schools_concerned(meeting=meeting).filter(pk__in=speaks_at).exists(),
        "history": history_of(meeting) if may(user, Can.RUN_ADVISORY) else None,
    }
    return render(request, "governance/advisory_meeting.html", context)


@require_http_methods(["GET", "POST"])
@kept_while_typing
def meeting_move(request, pk, name):
    """The meeting is over, is open again, or is cancelled: asked once more."""
    meeting = meeting_or_404(request, pk)
    if name not in MOVES:
        raise Http404
    form_class = CancelMeetingForm if name == "cancel" else SureForm
    form = form_class(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            meetings.move(name, meeting=meeting, reason=form.cleaned_data.get("reason", ""))
        except NotPossible as refusal:
            return refuse(request, meeting, str(refusal))
        messages.success(request, _("Saved."))
        return redirect(meeting)
    titles = {
        "hold": _("The meeting is over"),
        "resume": _("It is not over yet"),
        "cancel": _("Cancel the meeting"),
    }
    return show_form(request, form, titles[name], meeting.get_absolute_url(), meeting)


# ---------------------------------------------------------------------- while it runs


@require_safe
def meeting_run(request, pk):
    """One page for a phone: roll call, guests, what was said on each item, a question that comes up."""
    meeting = meeting_or_404(request, pk)
    if words := over_words(meeting):
        return refuse(request, meeting, words)
    roll = meetings.roll(meeting)
    context = {
        "meeting": meeting,
        "roll": roll,
        "there": sum(how in THERE for _member, how in roll),
        "schools_total": len({member.school_id for member, how in roll if how in THERE}),
        "choices": Presence.choices,
        "sections": meetings.by_section(meeting),
        "questions": meeting.questions.order_by("pk"),
        "guests": AdvisoryGuestsForm(instance=meeting),
        "may_end": meeting.is_planned and meeting.held_on <= timezone.localdate(),
    }
    return render(request, "governance/advisory_run.html", context)


@require_POST
@transaction.atomic
def presence(request, pk, member):
    """One tap of the roll call: `how` says what is so."""
    meeting = meeting_or_404(request, pk)
    one = next((one for one, _how in meetings.roll(meeting) if one.pk == member), None)
    if one is None:
        raise Http404
    if words := over_words(meeting):
        messages.warning(request, words)
        return redirect(meeting)
    how = request.POST.get("how")
    if how in Presence.values:
        meetings.record(meeting, one, how)
    return redirect(run_address(meeting, f"member-{member}"))


@require_POST
@transaction.atomic
def guests(request, pk):
    meeting = meeting_or_404(request, pk)
    if words := over_words(meeting):
        messages.warning(request, words)
        return redirect(meeting)
    form = AdvisoryGuestsForm(request.POST, instance=meeting)
    if form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
    else:
        messages.warning(request, " ".join(form.errors["guests_total"]))
    return redirect(run_address(meeting, "guests"))


@require_http_methods(["GET", "POST"])
@kept_while_typing
def notes(request, pk):
    """What members carry home, in both languages."""
    meeting = meeting_or_404(request, pk)
    if words := over_words(meeting):
        return refuse(request, meeting, words)
    form = AdvisoryNotesForm(request.POST or None, instance=meeting)
    if form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect(meeting)
    return show_form(request, form, _("Notes of the meeting"), meeting.get_absolute_url(), meeting)


@require_http_methods(["GET", "POST"])
@kept_while_typing
def item_add(request, pk):
    meeting = meeting_or_404(request, pk)
    if words := over_words(meeting):
        return refuse(request, meeting, words)
    form = AdvisoryItemForm(request.POST or None, instance=AdvisoryItem(meeting=meeting))
    if form.sent_before():
        return redirect(f"{meeting.get_absolute_url()}#agenda")
    if form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect(f"{meeting.get_absolute_url()}#agenda")
    return show_form(request, form, _("Agenda item"), meeting.get_absolute_url(), meeting)


def item_or_404(request, pk):
    item = get_object_or_404(AdvisoryItem.objects.select_related("meeting"), pk=pk)
    meeting_or_404(request, item.meeting_id)
    return item


@require_http_methods(["GET", "POST"])
@kept_while_typing
def item_edit(request, pk):
    item = item_or_404(request, pk)
    if words := over_words(item.meeting):
        return refuse(request, item.meeting, words)
    form = AdvisoryItemForm(request.POST or None, instance=item)
    if form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect(f"{item.meeting.get_absolute_url()}#agenda")
    remove = reverse("governance:advisory-item-remove", args=[item.pk]) if item.meeting.is_planned else ""
    words = _("Take it off the agenda")
    back = item.meeting.get_absolute_url()
    return show_form(request, form, _("Agenda item"), back, item.meeting, remove=remove, remove_words=words)


@require_POST
@transaction.atomic
def item_remove(request, pk):
    item = item_or_404(request, pk)
    if not item.meeting.is_planned:
        messages.warning(request, _("This meeting is over: its agenda stays as it was."))
        return redirect(item.meeting)
    item.delete()
    messages.success(request, _("Taken off the agenda."))
    return redirect(item.meeting)


@require_http_methods(["GET", "POST"])
@kept_while_typing
def meeting_carry(request, pk):
    """That what the meeting brought was told to the parents of a school."""
    meeting = meeting_or_404(request, pk)
    if not meeting.was_held:
        return refuse(request, meeting, _("Only what was said at a meeting is carried back."))
    schools = group.schools_concerned(meeting=meeting).filter(pk__in=schools_where(request.user, Can.SPEAK_ADVISORY))
    return carry_page(request, CarriedBack(meeting=meeting), meeting, schools)


def carry_page(request, record, about, schools):
    record.recorded_by = request.user
    form = CarriedBackForm(request.POST or None, instance=record, schools=schools)
    if form.sent_before():
        return redirect(about)
    if form.is_valid():
        form.save()
        ring()
        messages.success(request, _("Recorded: it was carried back to %(school)s.") % {"school": record.school})
        return redirect(about)
    return show_form(request, form, _("Carried back to parents"), about.get_absolute_url(), about)
