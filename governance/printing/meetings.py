"""A council meeting on paper: the notice for the door, the agenda, the minutes with each vote."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

from district.printing.blocks import box, bullets, facts, heading, note, paragraph, soft, table
from district.printing.document import Document
from governance import agendas
from governance.deadlines import Calendar
from governance.models.meetings import MeetingKind, MeetingState, PostingKind

ITEM_NUMBER = re.compile(r"\d+\. ")


def kicker(meeting):
    return str(meeting.council)


def day_and_time(meeting):
    day = date_format(meeting.held_on, "DATE_FORMAT")
    weekday = date_format(meeting.held_on, "l")
    clock = time_format(meeting.starts_at) if meeting.starts_at else ""
    return ", ".join(part for part in (weekday, day, clock) if part)


def where_and_how(meeting):
    return [
        (_("When"), day_and_time(meeting)),
        (_("Kind"), meeting.get_kind_display()),
        (_("How"), meeting.get_mode_display()),
        (_("Where"), meeting.place),
        (_("Link"), meeting.link),
        (_("Taking part"), meeting.joining),
        (_("Interpretation"), meeting.interpretation),
    ]


def items_table(meeting):
    rows = []
    for number, (item, clock) in enumerate(agendas.timetable(meeting, list(meeting.items.all())), start=1):
        what = [f"{number}. {item}", soft(item.presenter)]
        rows.append([what, item.get_kind_display(), time_format(clock) if clock else "", str(item.minutes or "")])
    headers = [_("Item"), _("Kind"), _("From"), _("Length (minutes)")]
    return table(_("Agenda"), headers, rows, [6, 2, 1.4, 1.2], numbers=[3])


def rights_note():
    return note(
        _(
            "The meeting is public: anybody may come, listen and record it, and nobody has to register. Children's "
            "names are not mentioned."
        )
    )


def notice(meeting):
    blocks = [facts(where_and_how(meeting))]
    if meeting.state == MeetingState.CANCELLED:
        blocks.insert(0, box(_("Cancelled"), meeting.cancelled_reason))
    if meeting.emergency_reason:
        blocks.append(box(_("The emergency"), meeting.emergency_reason))
    items = list(meeting.items.all())
    if items:
        title = _("Business to be transacted") if meeting.kind == MeetingKind.SPECIAL else _("What it is about")
        blocks += [heading(title), bullets([str(item) for item in items])]
    blocks.append(rights_note())
    return Document(_("Notice of a meeting"), blocks, kicker(meeting), description=str(meeting))


def agenda(meeting):
    posted = next((one for one in meeting.postings.all() if one.kind == PostingKind.AGENDA), None)
    blocks = [facts(where_and_how(meeting)), items_table(meeting)]
    late = agendas.unannounced(meeting, list(meeting.items.all()), Calendar()) if posted else []
    if late:
        blocks.append(box(_("Added after the agenda was due"), "\n".join(str(item) for item in late)))
        blocks.append(note(agendas.warning(meeting)))
    words = (
        _("Posted: %(day)s") % {"day": date_format(timezone.localtime(posted.posted_at), "SHORT_DATETIME_FORMAT")}
        if posted
        else _("A draft: this agenda is not posted yet.")
    )
    blocks += [note(words), rights_note()]
    return Document(_("Agenda"), blocks, kicker(meeting), description=str(meeting))


def passage(part):
    """A passage of minutes; one that begins with the number of an item has that line as its heading."""
    first, _newline, rest = part.partition("\n")
    if not ITEM_NUMBER.match(first):
        return [paragraph(part)]
    return [heading(first, 1), *([paragraph(rest)] if rest.strip() else [])]


def minutes(meeting):
    record = meeting.minutes
    blocks = [block for part in record.text.replace("\r", "").split("\n\n") for block in passage(part)]
    corrections = list(meeting.corrections.select_related("by"))
    if corrections:
        blocks.append(heading(_("Corrections")))
        blocks.append(
            bullets(
                [one.text, soft(f"{date_format(timezone.localtime(one.at), 'DATE_FORMAT')}, {one.by}")]
                for one in corrections
            )
        )
    if not record.is_posted:
        blocks.append(note(_("A draft: these minutes are not posted yet.")))
    state = (_("Posted"), "good") if record.is_posted else (_("Draft"), "waiting")
    return Document(_("Minutes"), blocks, kicker(meeting), state=state, description=str(meeting))


@dataclass(frozen=True)
class Paper:
    """A document of a meeting: how it is made, when there is something in it, and when everybody may read it."""

    label: Callable
    document: Callable
    exists: Callable
    is_public: Callable


def is_posted(meeting, kind):
    return any(one.kind == kind for one in meeting.postings.all())


PAPERS = {
    "notice": Paper(
        lambda: _("Notice"),
        notice,
        lambda one: not one.is_counts_only,
        lambda one: one.state != MeetingState.SCHEDULED,
    ),
    "agenda": Paper(
        lambda: _("Agenda"),
        agenda,
        lambda one: len(one.items.all()) > 0,
        lambda one: is_posted(one, PostingKind.AGENDA) or one.was_held,
    ),
    "minutes": Paper(
        lambda: _("Minutes"),
        minutes,
        lambda one: hasattr(one, "minutes"),
        lambda one: hasattr(one, "minutes") and one.minutes.is_posted,
    ),
}
