"""Who holds a seat of a council on the day of a meeting: in order, voting or not, and by which name."""

from dataclasses import dataclass

from django.db.models import Q

from governance.models import SeatTerm
from governance.seats import KINDS, quorum_required


@dataclass(frozen=True)
class Member:
    """A seat's holder. `label` is for those who run the meeting, `public_name` for everybody."""

    term: SeatTerm
    label: str
    public_name: str
    seat_words: str
    votes: bool


def members_at(meeting, recorded=()):
    """Everybody who holds a seat on the day, in the order of kinds and numbers; and whose term is in `recorded`.

    A term that was ended or corrected after the meeting stays in its records. One query.
    """
    held = Q(pk__in=SeatTerm.objects.on(meeting.held_on).filter(council=meeting.council_id).values("pk"))
    terms = SeatTerm.objects.filter(held | Q(pk__in=recorded)).select_related("seat", "user")
    return [member_of(term) for term in sorted(terms, key=lambda one: (KINDS[one.kind], one.seat.number, one.pk))]


def member_of(term):
    """A term as a `Member`; its seat and user are read."""
    return Member(term, term.person, term.public_name, str(term.seat), term.votes)


def quorum_on(council, day):
    """Voting members needed to act on a day, by the basis of the council's model (facts 4.7)."""
    return quorum_required(council, day)
