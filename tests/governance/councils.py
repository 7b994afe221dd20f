"""Councils and meetings for the tests of governance."""

from datetime import date, time

from governance import attendance, meetings, motions
from governance.models.meeting_records import Presence
from tests.factories import CouncilFactory, CouncilMeetingFactory, SeatTermFactory

DAY = date(2025, 11, 18)  # a Tuesday


def full_council():
    """A council after the state's model with all fourteen voting seats filled, and a principal without a vote."""
    council = CouncilFactory()
    kinds = ["PARENT"] * 7 + ["TEACHER"] * 5 + ["COMMUNITY"] * 2 + ["ADMIN"]
    for number, kind in enumerate(kinds, start=1):
        SeatTermFactory(
            seat__council=council,
            seat__kind=kind,
            seat__votes=kind != "ADMIN",
            name=f"Member {number}",
            starts_on=date(2025, 7, 1),
        )
    return council


def meeting_of(council, **fields):
    """A regular meeting on the calendar, at six in the library."""
    values = {"held_on": DAY, "starts_at": time(18), "place": "Library", "state": "SCHEDULED"} | fields
    return CouncilMeetingFactory(council=council, voting_present=None, quorum_required=None, **values)


def held_meeting(council, present=9, ends_at=time(20), **fields):
    """A meeting that is over, with so many voting members there."""
    meeting = meeting_of(council, **fields)
    voters = [line.member.term for line in attendance.lines_of(meeting) if line.member.votes]
    for term in voters[:present]:
        attendance.record(meeting, term, Presence.PRESENT)
    return meetings.move("hold", meeting=meeting, ended_at=ends_at)


def vote_all(motion, choice):
    """All who are there and have not voted yet vote the same; then the vote is closed."""
    motions.cast_rest(motion, choice)
    return motions.decide(motion)
