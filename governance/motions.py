"""Motions: put, voted on member by member, decided. What is decided stays; corrections stand beside it (facts 4.6)."""

from collections import Counter
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from governance import attendance, members
from governance.meetings import NotPossible, locked
from governance.models import CouncilAdvice, Motion, Vote
from governance.models.meeting_records import Choice, Outcome
from governance.quorum import NOT_THERE, outcome_of

OUTCOME_KINDS = {
    Outcome.CARRIED: "good",
    Outcome.LOST: "neutral",
    Outcome.TIED: "neutral",
    Outcome.NOT_VALID: "bad",
    Outcome.WITHDRAWN: "stopped",
}


@dataclass(frozen=True)
class Tally:
    """How the votes on a motion stand. `names`: {choice: names of members in the order of the seats}."""

    totals: Counter
    names: dict
    present: int
    waiting: int

    @property
    def choices(self):
        return [(choice, self.totals[choice], self.names.get(choice, [])) for choice in Choice if self.totals[choice]]

    @property
    def dissent(self):
        """Those who did not go along, in words; empty where nobody was against and nobody abstained."""
        words = {Choice.AGAINST: _("Against: %(names)s"), Choice.ABSTAIN: _("Abstained: %(names)s")}
        return "\n".join(
            text % {"names": ", ".join(self.names[choice])} for choice, text in words.items() if self.totals[choice]
        )


def tally(motion, member_of):
    """The `Tally` of a motion whose votes are prefetched; `member_of`: {term id: Member}."""
    votes = list(motion.votes.all())
    order = {key: place for place, key in enumerate(member_of)}
    names = {}
    for vote in sorted(votes, key=lambda vote: order.get(vote.term_id, len(order))):
        names.setdefault(vote.choice, []).append(member_of[vote.term_id].public_name)
    totals = Counter(vote.choice for vote in votes)
    present = sum(number for choice, number in totals.items() if choice not in NOT_THERE)
    return Tally(totals, names, present, totals[""])


def tally_totals(motion):
    """[(choice, how many)] of a decided motion, without names. One query."""
    totals = Counter(motion.votes.values_list("choice", flat=True))
    return [(choice, totals[choice]) for choice in Choice if totals[choice]]


@transaction.atomic
def put(motion):
    """Put a motion to the council: every voting member gets a vote to cast; who is not there is absent already.

    The same form sent twice is one motion (`key`).
    """
    meeting = locked(motion.meeting)
    sent = Motion.objects.filter(meeting=meeting, key=motion.key).first() if motion.key else None
    if sent:
        return sent
    refuse_after_the_meeting(meeting)
    motion.number = (meeting.motions.aggregate(last=Max("number"))["last"] or 0) + 1
    motion.put_at = timezone.now()
    motion.save()
    now = timezone.localtime().time() if meeting.held_on == timezone.localdate() else None
    Vote.objects.bulk_create(
        Vote(motion=motion, term=line.member.term, choice="" if is_there(line, now) else Choice.ABSENT)
        for line in attendance.lines_of(meeting)
        if line.member.votes
    )
    return motion


def is_there(line, now):
    if now is None:
        return line.was_there
    return line.is_there_at(now)


def refuse_after_the_meeting(meeting):
    if meeting.is_exempt:
        raise NotPossible(_("This is no meeting under the law: nothing is decided at it."))
    if not (meeting.is_coming or meeting.state == "HELD"):
        raise NotPossible(_("The minutes of this meeting are written: correct them by an addition."))


def open_motion(motion):
    """The motion and its meeting, locked and still open. Raises NotPossible."""
    meeting = locked(motion.meeting)
    motion = Motion.objects.select_for_update(of=("self",)).get(pk=motion.pk)
    motion.meeting = meeting
    if not motion.is_open:
        raise NotPossible(_("This motion is decided: its votes stay as they are."))
    return motion


@transaction.atomic
def cast(motion, term_pk, choice):
    """Note one member's vote; it may change until the vote is closed. Raises NotPossible, and Vote.DoesNotExist."""
    motion = open_motion(motion)
    vote = motion.votes.get(term=term_pk)
    if vote.choice != choice:
        vote.choice = choice
        vote.save()
    return vote


@transaction.atomic
def cast_rest(motion, choice=Choice.FOR):
    """All who are there and have not voted yet vote the same."""
    motion = open_motion(motion)
    for vote in motion.votes.filter(choice=""):
        vote.choice = choice
        vote.save()


@transaction.atomic
def decide(motion):
    """Close the vote: work out the result by the quorum of the day. Raises NotPossible while votes are missing."""
    motion = open_motion(motion)
    choices = list(motion.votes.values_list("choice", flat=True))
    missing = choices.count("")
    if missing:
        text = ngettext(
            "%(total)s member who is there has not voted yet.",
            "%(total)s members who are there have not voted yet.",
            missing,
        )
        raise NotPossible(text % {"total": missing})
    meeting = motion.meeting
    motion.quorum_required = meeting.quorum_required or members.quorum_on(meeting.council, meeting.held_on)
    motion.outcome = outcome_of(choices, motion.majority, motion.quorum_required)
    motion.decided_at = timezone.now()
    motion.save()
    return motion


@transaction.atomic
def withdraw(motion):
    motion = open_motion(motion)
    motion.outcome, motion.decided_at = Outcome.WITHDRAWN, timezone.now()
    motion.save()
    return motion


def waits_for_advice(motion):
    """Whether a carried motion on an action plan is not written into that plan yet."""
    is_about_a_plan = motion.item and motion.item.action_plan_id and motion.outcome == Outcome.CARRIED
    return bool(is_about_a_plan) and not CouncilAdvice.objects.filter(motion=motion).exists()
