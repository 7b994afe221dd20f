"""A meeting while it runs, for a phone in the hand: who is there, the quorum, the agenda, motions and each vote.

Every tap is a small form of its own that says what is so, not what changes: sent twice it does the same.
"""

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from district.drafts import kept_while_typing
from governance import advice, agendas, attendance, minutes, motions, waiting
from governance.compacts import approvals
from governance.deadlines import Calendar
from governance.duty_catalogue import ADVICE_FOR, DUTIES
from governance.forms.meetings import (
    AdviceGivingForm,
    GuestsForm,
    ItemForm,
    MinutesForm,
    MotionForm,
    NotesForm,
    StayForm,
)
from governance.meetings import NotPossible
from governance.models import AgendaItem, CompactVersion, Minutes, Motion, Vote
from governance.models.meeting_records import Choice, Outcome, Presence
from governance.models.meeting_rules import ItemKind
from governance.models.meetings import MeetingState
from governance.views.meetings import meeting_to_record, refuse, say_no, show_form
from indicators.parameters import whole_number

WRITABLE = (MeetingState.SCHEDULED, MeetingState.NOTICED, MeetingState.HELD, MeetingState.DRAFTED)


def run_address(record, anchor=""):
    address = reverse("governance:meeting-run", args=[record.pk])
    return f"{address}#{anchor}" if anchor else address


def closed_words(record):
    """Why nothing more is recorded of a meeting, in words; empty where recording goes on."""
    if record.is_counts_only:
        return _("Of this meeting only the counts are known.")
    if record.state not in WRITABLE:
        return _("This meeting is “%(state)s”: its records stay as they are.") % {"state": record.get_state_display()}
    return ""


# ---------------------------------------------------------------------- agenda


@require_http_methods(["GET", "POST"])
@kept_while_typing
def item_add(request, pk):
    record = meeting_to_record(request, pk)
    if words := closed_words(record):
        return refuse(request, record, words)
    form = ItemForm(request.POST or None, instance=AgendaItem(meeting=record), initial=item_for_duty(request))
    if form.sent_before():
        return redirect(agenda_address(record))
    if form.is_valid():
        form.instance.position = agendas.next_position(record)
        form.save()
        messages.success(request, _("Saved."))
        return redirect(agenda_address(record))
    return show_form(request, form, record, _("Agenda item"))


def item_for_duty(request):
    """The item by which a council does a duty (`?duty=D1`), named in both languages."""
    duty = DUTIES.get(request.GET.get("duty", ""))
    if duty is None:
        return {}
    names = {}
    for language in ("en", "es"):
        with translation.override(language):
            names[language] = str(duty.name).removeprefix(f"{duty.code} ")
    return {"duty": duty.code, "title": names["en"], "title_es": names["es"], "kind": ItemKind.DECISION, "minutes": 20}


@require_http_methods(["GET", "POST"])
@kept_while_typing
def item_edit(request, pk, item):
    record = meeting_to_record(request, pk)
    one = get_object_or_404(record.items.select_related("action_plan"), pk=item)
    if words := closed_words(record):
        return refuse(request, record, words)
    form = ItemForm(request.POST or None, instance=one)
    if form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect(agenda_address(record))
    remove = reverse("governance:item-remove", args=[record.pk, one.pk]) if may_go(one) else ""
    return show_form(request, form, record, _("Agenda item"), remove=remove, remove_words=_("Take it off the agenda"))


def agenda_address(record):
    return reverse("governance:meeting-agenda", args=[record.pk])


def may_go(item):
    """An item that was announced or voted on stays; before that it may go."""
    return item.posted_at is None and not item.motions.exists()


@require_POST
@transaction.atomic
def item_remove(request, pk, item):
    record = meeting_to_record(request, pk)
    one = get_object_or_404(record.items, pk=item)
    if (words := closed_words(record)) or not may_go(one):
        return say_no(request, record, words or _("This item was announced or voted on: it stays on the agenda."))
    one.delete()
    messages.success(request, _("Taken off the agenda."))
    return redirect(agenda_address(record))


@require_POST
@transaction.atomic
def item_shift(request, pk, item, way):
    record = meeting_to_record(request, pk)
    one = get_object_or_404(record.items, pk=item)
    if way not in ("up", "down"):
        raise Http404
    if words := closed_words(record):
        return say_no(request, record, words)
    one.meeting = record
    agendas.shift(one, -1 if way == "up" else 1)
    return redirect(f"{agenda_address(record)}#item-{one.pk}")


@require_POST
@transaction.atomic
def item_draw(request, pk, key):
    """Put something that waits for the council on the agenda; what is there already is not put on twice."""
    record = meeting_to_record(request, pk)
    if words := closed_words(record):
        return say_no(request, record, words)
    found = [one for one in waiting.waiting_for(record.council) if one.key == key]
    if not found:
        raise Http404
    for one in waiting.not_on(record, found):
        record.items.create(position=agendas.next_position(record), **one.fields)
        messages.success(request, _("It is on the agenda."))
    version = found[0].fields.get("compact_version")
    if request.POST.get("then") == "motion" and version:
        return redirect(approval_address(record, record.items.filter(compact_version=version).first()))
    return redirect(agenda_address(record))


def approval_address(record, item):
    """The form of a motion that approves the text of an agenda item, filled in."""
    return reverse("governance:motion-add", args=[record.pk]) + f"?item={item.pk}&approve=1"


@require_safe
def meeting_agenda(request, pk):
    """Build the agenda: what stands on every agenda, what waits for the council, and the council's own items."""
    record = meeting_to_record(request, pk)
    items = list(record.items.all())
    context = {
        "meeting": record,
        "timetable": agendas.timetable(record, items),
        "total": sum(item.minutes or 0 for item in items),
        "waiting": waiting.not_on(record, waiting.waiting_for(record.council)) if not closed_words(record) else [],
        "is_open": not closed_words(record),
        "late_items": {item.pk for item in agendas.unannounced(record, items, Calendar())},
        "warning": agendas.warning(record),
        "is_posted": record.postings.filter(kind="AGENDA").exists(),
        "has_unposted": any(item.posted_at is None for item in items),
    }
    return render(request, "governance/meeting_agenda.html", context)


# ---------------------------------------------------------------------- the meeting as it runs


@require_safe
def meeting_run(request, pk):
    """One page for a phone: roll call, quorum, agenda, motions. It holds everything that is recorded at a meeting."""
    record = meeting_to_record(request, pk)
    if words := closed_words(record):
        return say_no(request, record, words)
    lines = attendance.lines_of(record)
    items = list(record.items.select_related("action_plan__school", "compact_version__compact__school"))
    found = list(record.motions.prefetch_related("votes"))
    by_item = {}
    for motion in found:
        by_item.setdefault(motion.item_id, []).append((motion, motions.OUTCOME_KINDS.get(motion.outcome, "waiting")))
    context = {
        "meeting": record,
        "lines": lines,
        "choices": Presence.choices,
        "count": attendance.count(record, lines),
        "agenda": [(item, by_item.get(item.pk, [])) for item in items],
        "further": by_item.get(None, []),
        "waiting": texts_that_wait(record),
        "late_items": {item.pk for item in agendas.unannounced(record, items, Calendar())},
        "warning": agendas.warning(record),
        "guests": GuestsForm(initial={"guests_total": record.guests_total}),
    }
    return render(request, "governance/meeting_run.html", context)


def texts_that_wait(record):
    """Texts that could be approved at this meeting and are not on its agenda."""
    return waiting.not_on(record, list(waiting.texts_to_approve(record.council)))


@require_POST
@transaction.atomic
def presence(request, pk, term):
    """One tap of the roll call: `how` says what is so."""
    record = meeting_to_record(request, pk)
    line = line_or_404(record, term)
    how = request.POST.get("how")
    if words := closed_words(record):
        return say_no(request, record, words)
    if how in Presence.values:
        attendance.record(record, line.member.term, how)
    return redirect(run_address(record, f"member-{term}"))


def line_or_404(record, term):
    for line in attendance.lines_of(record):
        if line.member.term.pk == term:
            return line
    raise Http404


@require_http_methods(["GET", "POST"])
@kept_while_typing
def stay(request, pk, term):
    """When somebody came later or left before the end."""
    record = meeting_to_record(request, pk)
    line = line_or_404(record, term)
    if line.attendance is None:
        raise Http404
    if words := closed_words(record):
        return refuse(request, record, words)
    form = StayForm(request.POST or None, instance=line.attendance)
    if form.is_valid():
        form.save()
        attendance.resettle(record)
        messages.success(request, _("Saved."))
        return redirect(run_address(record, f"member-{term}"))
    return show_form(request, form, record, line.member.label, back=run_address(record))


@require_POST
@transaction.atomic
def guests(request, pk):
    record = meeting_to_record(request, pk)
    if words := closed_words(record):
        return say_no(request, record, words)
    form = GuestsForm(request.POST)
    if form.is_valid():
        record.guests_total = form.cleaned_data["guests_total"]
        record.save(update_fields=["guests_total"])
        messages.success(request, _("Saved."))
    else:
        messages.warning(request, " ".join(form.errors["guests_total"]))
    return redirect(run_address(record, "guests"))


@require_http_methods(["GET", "POST"])
@kept_while_typing
def item_notes(request, pk, item):
    """What was said on an item; kept as one writes, and part of the draft of the minutes."""
    record = meeting_to_record(request, pk)
    one = get_object_or_404(record.items, pk=item)
    if words := closed_words(record):
        return refuse(request, record, words)
    form = NotesForm(request.POST or None, instance=one)
    if form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect(run_address(record, f"item-{one.pk}"))
    return show_form(request, form, record, str(one), back=run_address(record))


# ---------------------------------------------------------------------- motions and votes


@require_http_methods(["GET", "POST"])
@kept_while_typing
def motion_add(request, pk):
    record = meeting_to_record(request, pk)
    if words := closed_words(record):
        return refuse(request, record, words)
    voters = [line.member for line in attendance.lines_of(record) if line.member.votes]
    initial = initial_of_motion(record, request.GET.get("item", ""), "approve" in request.GET)
    form = MotionForm(
        request.POST or None, instance=Motion(meeting=record), meeting=record, voters=voters, initial=initial
    )
    if sent := form.sent_before():
        return redirect("governance:motion", record.pk, sent.pk)
    if form.is_valid():
        try:
            motion = motions.put(form.instance)
        except NotPossible as refusal:
            return refuse(request, record, str(refusal))
        return redirect("governance:motion", record.pk, motion.pk)
    return show_form(request, form, record, _("Motion"), back=run_address(record))


def initial_of_motion(record, item, is_approval):
    """What the form of a motion on an agenda item begins with."""
    if not item.isdecimal():
        return {}
    version = CompactVersion.objects.filter(agenda_items__pk=whole_number(item), agenda_items__meeting=record)
    version = version.select_related("compact__school").first()
    if not (is_approval and version):
        return {"item": item}
    return {"item": item, "approves": version.pk, "text": waiting.approval_motion(version)}


def motion_or_404(record, pk):
    found = record.motions.select_related("item__action_plan", "item__sign_off", "mover", "seconder").prefetch_related(
        "votes"
    )
    found = record.motions.select_related("item__action_plan", "mover", "seconder", "approves__compact__school")
    found = found.prefetch_related("votes")
    one = get_object_or_404(found, pk=pk)
    one.meeting = record
    return one


@require_safe
def motion_page(request, pk, motion):
    """The roll call on a motion: a button for each answer of each voting member."""
    record = meeting_to_record(request, pk)
    one = motion_or_404(record, motion)
    lines = attendance.lines_of(record)
    member_of = {line.member.term.pk: line.member for line in lines}
    order = {key: place for place, key in enumerate(member_of)}
    votes = sorted(one.votes.all(), key=lambda vote: order.get(vote.term_id, len(order)))
    count = attendance.count(record, lines)
    tally = motions.tally(one, member_of)
    items = [one.item] if one.item else []
    context = {
        "meeting": record,
        "motion": one,
        "mover": member_of.get(one.mover_id),
        "seconder": member_of.get(one.seconder_id),
        "votes": [(member_of[vote.term_id], vote) for vote in votes if vote.term_id in member_of],
        "choices": Choice.choices,
        "tally": tally,
        "count": count,
        "has_quorum": tally.present + tally.waiting >= count.required,
        "is_unannounced": bool(agendas.unannounced(record, items, Calendar())) or one.item is None,
        "warning": agendas.warning(record),
        "kind": motions.OUTCOME_KINDS.get(one.outcome, "waiting"),
        "waits_for_advice": motions.waits_for_advice(one),
        "may_be_advice": may_be_advice(one),
        "signs": one.item.sign_off if one.item and one.outcome == Outcome.CARRIED else None,
        "approval": approvals.standing(one),
    }
    return render(request, "governance/motion.html", context)


def may_be_advice(motion):
    """Whether a carried motion is about what councils advise on and is not recorded as advice yet."""
    item = motion.item
    if motion.outcome != Outcome.CARRIED or item is None or item.action_plan_id or item.sign_off_id:
        return False
    return item.duty in ADVICE_FOR and not motion.advices.exists()


@require_POST
@transaction.atomic
def vote(request, pk, motion, term):
    """One tap: what this member says."""
    record = meeting_to_record(request, pk)
    one = motion_or_404(record, motion)
    choice = request.POST.get("choice")
    try:
        if choice in Choice.values:
            motions.cast(one, term, choice)
    except Vote.DoesNotExist as missing:
        raise Http404 from missing
    except NotPossible as refusal:
        messages.warning(request, str(refusal))
    address = reverse("governance:motion", args=[record.pk, one.pk])
    return redirect(f"{address}#member-{term}")


ACTS = {
    "rest": lambda motion: motions.cast_rest(motion),
    "close": motions.decide,
    "withdraw": motions.withdraw,
}


@require_POST
@transaction.atomic
def motion_act(request, pk, motion, act):
    """Close the vote, withdraw the motion, or note that all others are in favour."""
    record = meeting_to_record(request, pk)
    one = motion_or_404(record, motion)
    if act not in ACTS:
        raise Http404
    try:
        done = ACTS[act](one)
    except NotPossible as refusal:
        messages.warning(request, str(refusal))
    else:
        if done and done.outcome:
            words = {"motion": done, "outcome": done.get_outcome_display()}
            messages.success(request, _("%(motion)s: %(outcome)s.") % words)
        if done and done.outcome == Outcome.CARRIED and done.approves_id:
            say_of_approval(request, done)
    return redirect("governance:motion", record.pk, one.pk)


def say_of_approval(request, motion, reason=""):
    """A carried motion approves its text in the same step, or says what stands in the way."""
    try:
        version = approvals.approve_by(motion, by=request.user, open_comments_reason=reason)
    except approvals.NotPossible as refusal:
        words = _("The vote is recorded; the text is not approved by it yet: %(reason)s")
        messages.warning(request, words % {"reason": refusal})
    else:
        words = {"document": version.compact.title, "number": version.number}
        messages.success(request, _("%(document)s, version %(number)s, is approved.") % words)


@require_POST
@transaction.atomic
def motion_approval(request, pk, motion):
    """Approve the text of a carried motion, once what stood in the way is settled or explained."""
    record = meeting_to_record(request, pk)
    one = motion_or_404(record, motion)
    if not (one.approves_id and one.outcome == Outcome.CARRIED):
        raise Http404
    say_of_approval(request, one, request.POST.get("reason", "").replace("\0", "").strip()[:300])
    return redirect("governance:motion", record.pk, one.pk)


@require_http_methods(["GET", "POST"])
@kept_while_typing
def motion_advice(request, pk, motion):
    """Write what a carried motion advises into the school's action plan."""
    record = meeting_to_record(request, pk)
    one = motion_or_404(record, motion)
    if not (one.item and one.item.action_plan_id and one.outcome == Outcome.CARRIED):
        raise Http404
    member_of = {line.member.term.pk: line.member for line in attendance.lines_of(record)}
    initial = {"text": one.text, "dissent": motions.tally(one, member_of).dissent}
    form = AdviceGivingForm(request.POST or None, initial=initial)
    if form.is_valid():
        try:
            given = advice.give(one, by=request.user, **form.cleaned_data)
        except NotPossible as refusal:
            return refuse(request, record, str(refusal))
        messages.success(request, _("The council's advice stands in the action plan."))
        return redirect(f"{given.plan.get_absolute_url()}#advice")
    title = _("Advice on the action plan")
    return show_form(request, form, record, title, back=reverse("governance:motion", args=[record.pk, one.pk]))


# ---------------------------------------------------------------------- minutes


@require_POST
@transaction.atomic
def minutes_draft(request, pk):
    """Draft the minutes from what was recorded; again, where that has changed since."""
    record = meeting_to_record(request, pk)
    try:
        minutes.draft(record)
    except NotPossible as refusal:
        return say_no(request, record, str(refusal))
    messages.success(
        request, _("The draft is made from what was recorded. Read it, change what needs it, then post it.")
    )
    return redirect("governance:minutes-edit", record.pk)


@require_http_methods(["GET", "POST"])
@kept_while_typing
def minutes_edit(request, pk):
    record = meeting_to_record(request, pk)
    if record.state != MeetingState.DRAFTED:
        return refuse(request, record, _("Minutes are changed between their draft and their posting."))
    one = get_object_or_404(Minutes, meeting=record)
    form = MinutesForm(request.POST or None, instance=one)
    if form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect(record)
    is_old = minutes.has_changed_since(one, record)
    return show_form(request, form, record, _("Minutes"), is_old=is_old)
