"""Which bylaws a council has on a day, and what they change of its model (features 34)."""

from collections import Counter

from governance.models import Attendance, Bylaws
from governance.models.councils import FilledBy
from governance.models.meeting_records import Presence
from governance.models.meetings import is_held


def in_force(councils, day):
    """{council id: its `Bylaws` in force on a day}. One query, however many there are."""
    found = Bylaws.objects.filter(council__in=councils, in_force_from__lte=day)
    return {one.council_id: one for one in found.order_by("council_id", "-in_force_from").distinct("council_id")}


def changed(line, bylaws):
    """The line of a council's model as the bylaws have it: their terms hold for seats that vote and are not held by
    office."""
    if bylaws and line and line.votes and line.filled_by != FilledBy.OFFICE:
        if bylaws.term_years is not None:
            line.term_years = bylaws.term_years
        if bylaws.most_terms is not None:
            line.most_terms = bylaws.most_terms
    return line


def missed_in_a_row(terms, day):
    """{term id: meetings in a row, the latest first, that its holder missed until a day}, of those who missed any.

    Only meetings at which the seat's attendance was recorded count. An excused absence neither counts nor ends the row.
    One query.
    """
    rows = Attendance.objects.filter(is_held("meeting__"), term__in=terms, meeting__held_on__lte=day)
    rows = rows.exclude(how=Presence.EXCUSED).order_by("term_id", "-meeting__held_on").values_list("term_id", "how")
    missed, came = Counter(), set()
    for term, how in rows:
        if how != Presence.ABSENT:
            came.add(term)
        elif term not in came:
            missed[term] += 1
    return dict(missed)


def too_often_absent(standing):
    """[(term, meetings missed in a row)] of members whose absences exceed what the bylaws in force allow."""
    bylaws = standing.bylaws
    if bylaws is None or bylaws.most_missed is None:
        return []
    missed = missed_in_a_row([term.pk for term in standing.voting_members], standing.day)
    return [(term, missed[term.pk]) for term in standing.voting_members if missed.get(term.pk, 0) > bylaws.most_missed]
