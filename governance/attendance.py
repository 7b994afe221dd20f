"""Who is at a meeting, seat by seat, and whether the council can act (facts 4.7)."""

from dataclasses import dataclass

from django.utils import timezone

from governance import members
from governance.models import Attendance
from governance.models.meeting_records import THERE
from governance.quorum import most_at_once, there_at


@dataclass(frozen=True)
class Line:
    """A seat's holder on the day of a meeting, and their attendance (None: not recorded yet)."""

    member: members.Member
    attendance: Attendance | None

    @property
    def how(self):
        return self.attendance.how if self.attendance else ""

    @property
    def was_there(self):
        return self.how in THERE

    @property
    def stay(self):
        return self.attendance.arrived_at, self.attendance.left_at

    def is_there_at(self, moment):
        return self.was_there and there_at([self.stay], moment) == 1


@dataclass(frozen=True)
class Count:
    """Voting members that are there, and how many it takes. `most` is the most there were at one moment."""

    present: int
    most: int
    required: int
    voters: int

    @property
    def missing(self):
        return max(self.required - self.present, 0)

    @property
    def has_quorum(self):
        return self.present >= self.required


def lines_of(meeting):
    """Everybody with a seat on the day, in the order of the seats, and those who were recorded all the same."""
    recorded = {one.term_id: one for one in meeting.attendances.all()}
    return [Line(member, recorded.get(member.term.pk)) for member in members.members_at(meeting, set(recorded))]


def count(meeting, lines, moment=None):
    """The `Count` of a meeting at a moment of its day; now, or whoever has not left, where none is given."""
    if moment is None:
        now = timezone.localtime()
        is_now = meeting.held_on == now.date() and not meeting.was_held
        moment = now.time() if is_now else None
    voters = [line for line in lines if line.member.votes]
    there = [line for line in voters if line.was_there]
    present = [line for line in there if line.attendance.left_at is None or moment and line.is_there_at(moment)]
    if moment:
        present = [line for line in present if line.is_there_at(moment)]
    most = most_at_once(line.stay for line in there)
    settled = meeting.quorum_required if meeting.was_held else None
    required = settled or members.quorum_on(meeting.council, meeting.held_on)
    return Count(len(present), most, required, len(voters))


def settle(meeting):
    """Write what the records come to into the meeting, where the measures count it. The caller saves it."""
    there = [line for line in lines_of(meeting) if line.member.votes and line.was_there]
    meeting.voting_present = most_at_once(line.stay for line in there)
    if meeting.quorum_required is None:
        meeting.quorum_required = members.quorum_on(meeting.council, meeting.held_on)


def record(meeting, term, how):
    """Note that a seat's holder is there, or not; the same word twice changes nothing. The meeting is locked."""
    one, _is_new = Attendance.objects.get_or_create(meeting=meeting, term=term, defaults={"how": how})
    if one.how != how:
        one.how = how
        if how not in THERE:
            one.arrived_at = one.left_at = None
        one.save()
    resettle(meeting)
    return one


def resettle(meeting):
    """After a change of the attendance of a meeting that is over: count again."""
    if meeting.was_held and not meeting.is_counts_only:
        settle(meeting)
        meeting.save()
