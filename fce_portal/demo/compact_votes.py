"""The votes by which councils of the demo approved this year's texts: a meeting, its roll call, one motion.

Last year's approvals are of the kind that a district brings along: stated, without a motion in the portal.
"""

from datetime import date, datetime, time, timedelta

import pgtrigger
from django.utils import timezone

from fce_portal.demo.days import is_school_day
from governance import waiting
from governance.members import members_at, quorum_on
from governance.models import AgendaItem, Attendance, CompactVersion, CouncilMeeting, Motion, Posting, Vote
from governance.models.compacts import CompactState
from governance.models.meetings import MeetingKind, MeetingState, PostingKind
from governance.quorum import outcome_of

FIRST_VOTE = (10, 1)  # families are heard in September


def vote(rng, version, today, by):
    """A motion that was carried, or None where the council has too few members to carry one, or the year is young."""
    council = version.compact.school.council
    day = voting_day(rng, version.compact.fall_year, today)
    while council.meetings.filter(held_on=day).exists() or not is_school_day(day):
        day -= timedelta(days=1)
    if day < date(version.compact.fall_year, *FIRST_VOTE):
        return None
    met = council.meetings.filter(held_on__year=day.year, held_on__month=day.month).exists()
    kind = MeetingKind.SPECIAL if met else MeetingKind.REGULAR
    meeting = CouncilMeeting(
        council=council, held_on=day, kind=kind, starts_at=time(18), place="Library", recorded_by=by
    )
    voters = [member.term for member in members_at(meeting) if member.votes]
    quorum = quorum_on(council, day)
    if len(voters) < quorum:
        return None
    there = voters[: max(quorum, len(voters) - rng.randint(0, 2))]
    meeting.state, meeting.voting_present, meeting.quorum_required = MeetingState.POSTED, len(there), quorum
    meeting.ends_at = time(19, 40)
    meeting.save()
    Attendance.objects.bulk_create(
        Attendance(meeting=meeting, term=term, how="PRESENT" if term in there else "EXCUSED") for term in voters
    )
    announced = meeting.begins - timedelta(days=6)  # more than a day of work, also over a long weekend
    posted = [(PostingKind.AGENDA, announced), (PostingKind.VOTES, meeting.over_at + timedelta(hours=20))]
    posted.append((PostingKind.MINUTES, meeting.over_at + timedelta(days=4)))
    if kind == MeetingKind.SPECIAL:
        posted.append((PostingKind.NOTICE, announced))
    Posting.objects.bulk_create(
        Posting(meeting=meeting, kind=kind, posted_at=at, where="School door", recorded_by=by) for kind, at in posted
    )
    (drawn,) = [one for one in waiting.texts_to_approve(council) if one.fields["compact_version"] == version]
    item = AgendaItem.objects.create(meeting=meeting, position=1, posted_at=announced, **drawn.fields)
    return carry(rng, meeting, item, version, voters, there)


def voting_day(rng, fall_year, today):
    return min(today - timedelta(days=6), date(fall_year, *FIRST_VOTE) + timedelta(days=rng.randint(4, 40)))


def carry(rng, meeting, item, version, voters, there):
    moment = timezone.make_aware(datetime.combine(meeting.held_on, time(18, 50)))
    CompactVersion.objects.filter(pk=version.pk).update(text_changed_at=moment - timedelta(days=8))
    motion = Motion.objects.create(
        meeting=meeting,
        item=item,
        number=1,
        text=waiting.approval_motion(version),
        mover=there[0],
        seconder=there[1],
        approves=version,
        put_at=moment,
    )
    against = set(there[-rng.choice([0, 0, 1]) :][:1]) if rng.random() < 0.3 else set()
    choices = [(term, "ABSENT" if term not in there else "AGAINST" if term in against else "FOR") for term in voters]
    Vote.objects.bulk_create(Vote(motion=motion, term=term, choice=choice) for term, choice in choices)
    motion.quorum_required = meeting.quorum_required
    motion.outcome = outcome_of([choice for _term, choice in choices], motion.majority, motion.quorum_required)
    motion.decided_at = moment
    motion.save()
    return motion


def state(version, meeting, by):
    """An approval of the year before the portal: stated of a meeting of which only the counts are known."""
    version.meeting, version.was_noticed, version.approved_on, version.approved_by = meeting, True, meeting.held_on, by
    version.votes_for, version.votes_against, version.votes_abstaining = meeting.voting_present, 0, 0
    version.state, version.state_before = CompactState.APPROVED, version.state
    with pgtrigger.ignore("governance.CompactVersion:approval_is_a_carried_motion"):
        version.save()
    return version
