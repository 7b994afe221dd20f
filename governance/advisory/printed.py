"""The notes of a meeting on paper: what members carry home and read out, in the reader's language."""

from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

from district.printing.blocks import bullets, facts, heading, note, paragraph, soft, strong
from district.printing.document import Document
from governance.advisory import meetings
from governance.models.meeting_records import THERE


def notes_document(meeting):
    """Agenda with what was said, the notes, the answers given by then. No name of who asked."""
    there = list(meeting.attendances.filter(how__in=THERE).values_list("school", flat=True))
    schools, members = len(set(there)), len(there)
    blocks = [
        facts(
            [
                (_("When"), f"{date_format(meeting.held_on)}, {time_format(meeting.starts_at)}"),
                (_("Where"), meeting.place),
                (_("Interpretation"), meeting.interpretation),
                (_("Schools represented"), str(schools) if meeting.was_held else ""),
                (_("Members present"), str(members) if meeting.was_held else ""),
                (_("Guests"), str(meeting.guests_total or "")),
            ]
        )
    ]
    if meeting.notes:
        blocks += [heading(_("Notes")), *(paragraph(part) for part in meeting.notes.replace("\r", "").split("\n\n"))]
    for section, items in meetings.by_section(meeting):
        blocks.append(heading(str(section)))
        blocks.append(bullets([strong(str(item)), soft(touched(item)), item.notes] for item in items))
    asked = list(meeting.questions.exclude(state="WITHDRAWN").order_by("pk"))
    if asked:
        blocks.append(heading(_("Questions taken to the Superintendent")))
        blocks.append(bullets([one.words, soft(one.answer or _("Not answered yet."))] for one in asked))
    blocks.append(note(_("Members tell this to the parents of their school. Children's names are not mentioned.")))
    state = (str(meeting.get_state_display()), meetings.STATE_KINDS[meeting.state])
    kicker = _("Superintendent's Parent Advisory Group")
    return Document(str(meeting), blocks, kicker, state=state, description=str(meeting))


def touched(item):
    return f"{item.initiative.code} {item.initiative.title}" if item.initiative else ""
