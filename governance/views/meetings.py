"""A council meeting: its public page, its papers, planning it, announcing it, and its way to posted minutes."""

from django.contrib import messages
from django.db import connection, transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from district import school_years
from district.access import Can, may, require
from district.drafts import NotTaken, has_typed, kept_while_typing, put_back
from district.history import history_of
from district.printing.responses import pdf_response
from governance import agendas, attendance, calendars, meetings, motions, telling
from governance.deadlines import Calendar, deadlines_of, filing_deadline
from governance.forms.meetings import (
    CancelForm,
    CorrectionForm,
    EndForm,
    FilingForm,
    MeetingDetailsForm,
    PostingForm,
    RecordingForm,
    ResumeForm,
    YearForm,
)
from governance.meetings import ASKED, MOVES, STATE_KINDS, NotPossible
from governance.models import Correction, Council, CouncilMeeting, ScheduleFiling
from governance.models.meetings import MeetingKind, MeetingState, PostingKind
from governance.printing.meetings import PAPERS

RECORDS = ("items", "attendances", "postings")


def meeting_to_record(request, pk):
    """The meeting for whoever may record it; locked for what is sent."""
    found = CouncilMeeting.objects.visible_to(request.user).with_place()
    if request.method == "POST" and connection.in_atomic_block:
        found = found.select_for_update(of=("self",))
    meeting = get_object_or_404(found, pk=pk)
    require(request.user, Can.RECORD_MEETING, meeting.council.school)
    return meeting


def meeting_or_404(request, pk, found):
    """A meeting for everybody; a gathering that is none under the law only for people of the school and district."""
    record = get_object_or_404(found.with_place(), pk=pk)
    if record.is_exempt and not may(request.user, Can.VIEW_ACTIVITY, record.council.school):
        raise Http404
    return record


def council_to_record(request, code):
    council = get_object_or_404(Council.objects.select_related("school", "model"), school__code=code)
    require(request.user, Can.RECORD_MEETING, council.school)
    return council


def refuse(request, meeting, words, to=None):
    """Say why something is not possible now; what was typed stays."""
    if has_typed(request):
        raise NotTaken(words)
    messages.warning(request, words)
    return redirect(to or meeting)


def say_no(request, to, words):
    """The same for a button, with which nothing was typed."""
    messages.warning(request, words)
    return redirect(to)


def show_form(request, form, meeting, title, **more):
    put_back(request, form)
    return render(
        request, "governance/meeting_page_form.html", {"form": form, "meeting": meeting, "title": title, **more}
    )


# ---------------------------------------------------------------------- the page of a meeting


@require_safe
def meeting(request, pk):
    """When and how one takes part, the agenda once it is posted, who was there, each vote, the minutes: for everyone.

    Whoever records it finds here what is to do next.
    """
    record = meeting_or_404(request, pk, CouncilMeeting.objects.prefetch_related(*RECORDS))
    user, school = request.user, record.council.school
    may_record = may(user, Can.RECORD_MEETING, school)
    calendar = Calendar()
    postings = {one.kind: one for one in record.postings.all()}
    lines = [] if record.is_counts_only else attendance.lines_of(record)
    member_of = {line.member.term.pk: line.member for line in lines}
    decided = decisions(record, member_of)
    items = list(record.items.all())
    minutes = getattr(record, "minutes", None)
    deadlines = deadlines_of(
        record, postings, calendar=calendar, has_votes=any(not motion.is_open for motion, _t, _k in decided)
    )
    context = {
        "meeting": record,
        "school": school,
        "state": state_words(record),
        "kind": state_kind(record),
        "deadlines": deadlines,
        "late_item": {item.pk for item in agendas.unannounced(record, items, calendar)} if may_record else set(),
        "unannounced_words": agendas.warning(record),
        "timetable": agendas.timetable(record, items),
        "is_agenda_public": PostingKind.AGENDA in postings or record.was_held,
        "postings": postings,
        "lines": [line for line in lines if line.attendance],
        "motions": decided,
        "minutes": minutes if minutes and (minutes.is_posted or may_record) else None,
        "corrections": list(record.corrections.select_related("by", "motion")),
        "may_record": may_record,
        "may_read": may(user, Can.VIEW_ACTIVITY, school),
        "moves": [one for one in MOVES.values() if one.name in ASKED and record.state in one.from_states],
        "open_deadlines": [one for one in deadlines if one.is_open] if may_record else [],
        "to_post": to_post(record, deadlines) if may_record else [],
        "tellings": telling.tellings_of(record) if may_record and not record.is_counts_only else [],
        "history": history_of(record) if may(user, Can.VIEW_HISTORY, school) else None,
    }
    return render(request, "governance/meeting.html", context)


def to_post(record, deadlines):
    """What can be made public now: nothing is offered that would be refused."""
    return [one for one in deadlines if one.is_open and not why_not_posted(record, one.kind)]


def decisions(record, member_of):
    """(motion, tally, kind of its result) for each motion of a meeting."""
    found = record.motions.select_related("item__action_plan__school", "mover", "seconder", "advice__plan__school")
    found = found.prefetch_related("votes", "corrections")
    return [(one, motions.tally(one, member_of), motions.OUTCOME_KINDS.get(one.outcome, "waiting")) for one in found]


def state_words(record):
    if record.was_held and not record.had_quorum:
        return _("Without a quorum")
    return record.get_state_display()


def state_kind(record):
    return "warn" if record.was_held and not record.had_quorum else STATE_KINDS[record.state]


@require_safe
def meeting_paper(request, pk, name):
    """Notice, agenda or minutes as PDF, in the reader's language; what is not posted only for whoever records it."""
    record = meeting_or_404(request, pk, CouncilMeeting.objects.prefetch_related(*RECORDS))
    if name not in PAPERS:
        raise Http404
    paper = PAPERS[name]
    is_public = paper.is_public(record)
    if not paper.exists(record) or not (is_public or may(request.user, Can.RECORD_MEETING, record.council.school)):
        raise Http404
    return pdf_response(request, paper.document(record), f"{record.council.school} {record}", public=is_public)


@require_safe
def meeting_calendar(request, pk):
    record = meeting_or_404(request, pk, CouncilMeeting.objects)
    return ics(
        calendars.of_meetings([record], record.council), f"council-{record.council.school.code}-{record.held_on}"
    )


@require_safe
def council_calendar(request, code):
    """The meetings of a council as a feed for calendars: one subscribes to it once."""
    council = get_object_or_404(Council.objects.select_related("school"), school__code=code)
    found = council.meetings.under_the_law().with_place().exclude(starts_at=None).order_by("-held_on")[: calendars.MOST]
    return ics(calendars.of_meetings(found, council), f"council-{code}")


def ics(content, name):
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.ics"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


# ---------------------------------------------------------------------- planning


@require_http_methods(["GET", "POST"])
@kept_while_typing
def meeting_add(request, code):
    council = council_to_record(request, code)
    if request.method == "POST":  # two who plan one meeting wait for each other, and the second is told
        Council.objects.select_for_update(no_key=True).get(pk=council.pk)
    form = MeetingDetailsForm(request.POST or None, instance=CouncilMeeting(council=council, state="SCHEDULED"))
    if sent := form.sent_before():
        return redirect(sent)
    if form.is_valid():
        record = meetings.schedule(form.instance, by=request.user)
        messages.success(request, _("The meeting is on the calendar. Next: its agenda."))
        return redirect(record)
    put_back(request, form)
    context = {"form": form, "council": council, "title": _("Plan a meeting"), "back": council.get_absolute_url()}
    return render(request, "governance/council_page_form.html", context)


@require_http_methods(["GET", "POST"])
@kept_while_typing
def meeting_change(request, pk):
    """Day, time, place and kind, until the meeting is over; people who were told see that it has changed."""
    record = meeting_to_record(request, pk)
    if not record.is_coming:
        return refuse(request, record, _("This meeting is over: when and where it was stays as it is."))
    before = telling.as_told(record)
    form = MeetingDetailsForm(request.POST or None, instance=record)
    if form.is_valid():
        form.save()
        told = telling.tell_of_change(record, before, by=request.user)
        messages.success(request, _("Saved. Members are told by mail.") if told else _("Saved."))
        return redirect(record)
    return show_form(request, form, record, _("When and where"))


@require_http_methods(["GET", "POST"])
@kept_while_typing
def year_plan(request, code):
    """Put a year of regular meetings on the calendar at once."""
    council = council_to_record(request, code)
    form = YearForm(request.POST or None, initial=year_before(council))
    if form.is_valid():
        made = meetings.schedule_year(council, form.days(), by=request.user, **form.fields_of_meetings())
        text = ngettext("%(total)s meeting is on the calendar.", "%(total)s meetings are on the calendar.", len(made))
        messages.success(request, text % {"total": len(made)})
        return redirect(council)
    put_back(request, form)
    context = {
        "form": form,
        "council": council,
        "title": _("Regular meetings of a year"),
        "lead": _("A meeting on a holiday or weekend moves to the next working day. Days that have one stay."),
        "back": council.get_absolute_url(),
    }
    return render(request, "governance/council_page_form.html", context)


def year_before(council):
    """What the last regular meeting was like, for the rest of the calendar year."""
    today = timezone.localdate()
    fall_year = school_years.fall_year_of(today)
    found = {"first_day": today, "last_day": school_years.last_day(fall_year), "week": 1, "weekday": 1}
    last = council.meetings.filter(kind=MeetingKind.REGULAR).exclude(starts_at=None).first()
    if last:
        found |= {name: getattr(last, name) for name in ("starts_at", "mode", "place", "link", "joining")}
        found["weekday"] = last.held_on.weekday()
        found["week"] = min((last.held_on.day - 1) // 7 + 1, 4)
    return found


@require_http_methods(["GET", "POST"])
@kept_while_typing
def filing(request, code, year):
    """When the schedule of a calendar year was filed with the city clerk."""
    council = council_to_record(request, code)
    if not 2000 <= year <= timezone.localdate().year + 1:
        raise Http404
    record = council.filings.filter(year=year).first() or ScheduleFiling(
        council=council, year=year, recorded_by=request.user
    )
    form = FilingForm(request.POST or None, instance=record)
    deadline = filing_deadline(year, record if record.pk else None, Calendar())
    if form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect(council)
    put_back(request, form)
    due = {"year": year, "day": date_format(timezone.localdate(deadline.due_at))}
    context = {
        "form": form,
        "council": council,
        "title": _("Schedule filed with the city clerk"),
        "lead": _("The schedule of regular meetings of %(year)s is filed by %(day)s.") % due,
        "back": council.get_absolute_url(),
    }
    return render(request, "governance/council_page_form.html", context)


# ---------------------------------------------------------------------- announcing, and the way on


@require_http_methods(["GET", "POST"])
@kept_while_typing
def meeting_post(request, pk, kind):
    """Say that notice, agenda, votes, recording or minutes are public, and since when."""
    record = meeting_to_record(request, pk)
    if kind not in PostingKind.values:
        raise Http404
    form_class = RecordingForm if kind == PostingKind.RECORDING else PostingForm
    if reason := why_not_posted(record, kind):
        return refuse(request, record, reason)
    form = form_class(request.POST or None)
    label = PostingKind(kind).label
    if form.is_valid():
        data = form.cleaned_data
        said = {"posted_at": data["posted_at"], "where": data["where"]}
        if kind == PostingKind.RECORDING:
            record.recording = data["recording"]
            record.save(update_fields=["recording"])
        try:
            if kind == PostingKind.MINUTES:
                meetings.post_minutes(record, by=request.user, **said)
            else:
                meetings.post(kind, meeting=record, by=request.user, **said)
        except NotPossible as refusal:
            return refuse(request, record, str(refusal))
        messages.success(request, _("Posted: %(what)s.") % {"what": label})
        return redirect(record)
    lead = _("From now on everybody reads it on the portal's page of this meeting.")
    return show_form(request, form, record, _("Post: %(what)s") % {"what": label}, lead=lead)


def why_not_posted(record, kind):
    """What stands in the way of posting, in words; empty where nothing does."""
    if record.is_counts_only:
        return _("Of this meeting only the counts are known.")
    if record.postings.filter(kind=kind).exists():
        return _("This is posted already; its day stays as it was recorded.")
    if record.is_exempt:
        return _("This is no meeting under the law: nothing of it is made public.")
    if kind in meetings.ANNOUNCING and record.state == MeetingState.CANCELLED:
        return _("This meeting is cancelled.")
    if kind == PostingKind.AGENDA and not record.items.exists():
        return _("The agenda has no item yet.")
    if kind not in meetings.ANNOUNCING and not record.was_held:
        return _("This comes after the meeting.")
    if kind == PostingKind.MINUTES and record.state != MeetingState.DRAFTED:
        return _("Draft the minutes first.")
    return ""


@require_POST
@transaction.atomic
def items_post(request, pk):
    """Announce items that were added after the agenda was posted."""
    record = meeting_to_record(request, pk)
    meetings.post(PostingKind.AGENDA, meeting=record, by=request.user)
    messages.success(request, _("The added items are public now."))
    return redirect(record)


@require_http_methods(["GET", "POST"])
@kept_while_typing
def meeting_move(request, pk, name):
    """Cancel a meeting, end it, or open it again: asked once more."""
    record = meeting_to_record(request, pk)
    if name not in ASKED:
        raise Http404
    forms = {"cancel": (CancelForm, {}), "hold": (EndForm, {"meeting": record}), "resume": (ResumeForm, {})}
    form_class, more = forms[name]
    form = form_class(request.POST if request.method == "POST" else None, **more)
    if form.is_valid():
        data = form.cleaned_data
        try:
            meetings.move(
                name, meeting=record, reason=data.get("reason", ""), ended_at=data.get("ended_at"), by=request.user
            )
        except NotPossible as refusal:
            return refuse(request, record, str(refusal))
        messages.success(request, _("Done: %(move)s.") % {"move": MOVES[name].label})
        return redirect(record)
    return show_form(request, form, record, MOVES[name].label)


@require_http_methods(["GET", "POST"])
@kept_while_typing
def correction_add(request, pk):
    """What was wrong in the minutes, beside them: the minutes themselves stay."""
    record = meeting_to_record(request, pk)
    is_posted = record.state == MeetingState.POSTED
    if not is_posted and not record.motions.exclude(outcome="").exists():
        return refuse(request, record, _("Until the minutes are posted they can simply be changed."))
    form = CorrectionForm(request.POST or None, instance=Correction(meeting=record, by=request.user))
    if form.sent_before():
        return redirect(record)
    if form.is_valid():
        form.save()
        messages.success(request, _("The correction stands beside the minutes."))
        return redirect(f"{record.get_absolute_url()}#corrections")
    return show_form(request, form, record, _("Correct the minutes"))
