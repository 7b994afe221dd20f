"""The minutes of a meeting: drafted from what was recorded, in both languages, then edited by people and posted."""

from django.db import transaction
from django.utils import translation
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from governance import attendance, meetings, motions
from governance.agendas import unannounced, warning
from governance.deadlines import Calendar
from governance.meetings import NotPossible
from governance.models import Minutes
from governance.models.meeting_records import Presence
from governance.models.meetings import MeetingState

LANGUAGES = ("en", "es")


@transaction.atomic
def draft(meeting):
    """Draft the minutes, or draft them anew from what is recorded by now. Raises NotPossible once they are posted."""
    meeting = meetings.locked(meeting)
    if meeting.state == MeetingState.HELD:
        meeting = meetings.move("draft", meeting=meeting)
    elif meeting.state != MeetingState.DRAFTED:
        raise NotPossible(_("Minutes are drafted after the meeting, until they are posted."))
    texts = {language: text_in(language, meeting) for language in LANGUAGES}
    fields = {f"{part}_{language}": texts[language] for part in ("text", "drafted") for language in LANGUAGES}
    minutes, _is_new = Minutes.objects.update_or_create(meeting=meeting, defaults=fields)
    return minutes


def has_changed_since(minutes, meeting):
    """Whether what is recorded has changed since the draft was made."""
    return minutes.drafted_en != text_in("en", meeting)


def text_in(language, meeting):
    """What was recorded, as the text of minutes in a language."""
    with translation.override(language):
        return "\n\n".join(part for part in parts_of(meeting) if part)


def parts_of(meeting):
    lines = attendance.lines_of(meeting)
    member_of = {line.member.term.pk: line.member for line in lines}
    items = list(meeting.items.all())
    not_announced = {item.pk for item in unannounced(meeting, items, Calendar())}
    by_item = {}
    for motion in meeting.motions.select_related("mover", "seconder").prefetch_related("votes"):
        by_item.setdefault(motion.item_id, []).append(motion_text(motion, member_of))
    yield opening_text(meeting)
    yield attendance_text(meeting, lines)
    for number, item in enumerate(items, start=1):
        passages = [f"{number}. {item}", item.notes]
        if item.pk in not_announced:
            passages.append(warning(meeting))
        yield "\n".join(part for part in [*passages, *by_item.get(item.pk, [])] if part)
    if None in by_item:
        yield "\n".join([_("Further motions"), *by_item[None]])
    if meeting.ends_at:
        yield _("End of the meeting: %(time)s") % {"time": time_format(meeting.ends_at)}


def opening_text(meeting):
    when = [date_format(meeting.held_on, "DATE_FORMAT")]
    if meeting.starts_at:
        when.append(time_format(meeting.starts_at))
    more = [f"{meeting.get_kind_display()}, {meeting.council}", ", ".join(when), meeting.get_mode_display()]
    more.append(meeting.place)
    if meeting.interpretation:
        more.append(_("Interpretation: %(languages)s") % {"languages": meeting.interpretation})
    if meeting.emergency_reason:
        more.append(_("The emergency: %(reason)s") % {"reason": meeting.emergency_reason})
    return "\n".join(part for part in more if part)


def attendance_text(meeting, lines):
    titles = {
        Presence.PRESENT: _("Present: %(names)s"),
        Presence.REMOTE: _("Present by remote means: %(names)s"),
        Presence.EXCUSED: _("Excused: %(names)s"),
        Presence.ABSENT: _("Absent: %(names)s"),
    }
    said = [
        text % {"names": "; ".join(found)}
        for how, text in titles.items()
        if (found := [stay_words(line) for line in lines if line.how == how])
    ]
    if meeting.guests_total:
        text = ngettext("%(total)s guest was there.", "%(total)s guests were there.", meeting.guests_total)
        said.append(text % {"total": meeting.guests_total})
    words = {"present": meeting.voting_present, "quorum": meeting.quorum_required}
    said.append(
        _("Voting members present: %(present)s; the quorum is %(quorum)s. There was a quorum.") % words
        if meeting.had_quorum
        else _("Voting members present: %(present)s; the quorum is %(quorum)s. There was no quorum.") % words
    )
    return "\n".join(said)


def stay_words(line):
    times = []
    if line.attendance.arrived_at:
        times.append(_("from %(time)s") % {"time": time_format(line.attendance.arrived_at)})
    if line.attendance.left_at:
        times.append(_("until %(time)s") % {"time": time_format(line.attendance.left_at)})
    return f"{line.member.label} ({', '.join(times)})" if times else line.member.label


def motion_text(motion, member_of):
    """A motion with its roll call: each member's vote stands in the minutes (facts 4.6)."""
    tally = motions.tally(motion, member_of)
    mover, seconder = member_of.get(motion.mover_id), member_of.get(motion.seconder_id)
    lines = [f"{motion}: {motion.text}"]
    if mover and seconder:
        words = {"mover": mover.public_name, "seconder": seconder.public_name}
        lines.append(_("Moved by %(mover)s, seconded by %(seconder)s.") % words)
    elif mover:
        lines.append(_("Moved by %(mover)s.") % {"mover": mover.public_name})
    if motion.outcome != "WITHDRAWN":
        lines += [f"{choice.counted}: {total} ({', '.join(names)})" for choice, total, names in tally.choices]
    lines.append(_("Result: %(outcome)s.") % {"outcome": motion.get_outcome_display()})
    return "\n".join(lines)
