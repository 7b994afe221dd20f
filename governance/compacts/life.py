"""The life of a compact: begun, moved from state to state, approved, replaced by another version (facts 5.4)."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from district.access import Can
from district.models import Language
from district.word_difference import word_pieces
from governance.compacts import languages, notices
from governance.compacts.contents import missing_for_council, missing_for_families
from governance.compacts.decisions import carried, totals, why_not_by
from governance.compacts.overview import approve_by
from governance.compacts.passages import passages
from governance.models import Compact, CompactVersion
from governance.models.compacts import ALL_TEXTS, EDITABLE, IN_FORCE, CompactState, DocumentKind, Ending
from governance.models.meeting_records import Choice
from plans.models import PlanGoal

WRITTEN_ANEW = ("developed", "heard")  # of each year's compact


class NotPossible(Exception):
    """A move that the compact does not allow now; its text says why, in words for the page."""


@dataclass(frozen=True)
class Move:
    """One step: from which states, to which, who may, what its button says."""

    name: str
    label: str
    from_states: tuple
    to_state: str
    permission: Can
    asks_for_note: bool = False

    @property
    def is_forward(self):
        """Whether it leads on; else it takes something back."""
        return self.name not in ("rework", "withdraw", "undo")


S = CompactState
MOVES = {
    move.name: move
    for move in (
        Move("ask-families", gettext_lazy("Ask families"), (S.DRAFT,), S.FAMILY_INPUT, Can.STEER_COMPACT),
        Move(
            "to-council",
            gettext_lazy("Bring it to the council"),
            (S.FAMILY_INPUT,),
            S.COUNCIL_REVIEW,
            Can.STEER_COMPACT,
        ),
        Move("approve", gettext_lazy("Approve it by the vote"), (S.COUNCIL_REVIEW,), S.APPROVED, Can.APPROVE_COMPACT),
        Move(
            "rework",
            gettext_lazy("Back to the draft"),
            (S.FAMILY_INPUT, S.COUNCIL_REVIEW),
            S.DRAFT,
            Can.STEER_COMPACT,
        ),
        Move("translate", gettext_lazy("Begin translating"), (S.APPROVED,), S.TRANSLATION, Can.STEER_COMPACT),
        Move("distribute", gettext_lazy("Hand it out"), (S.TRANSLATION,), S.DISTRIBUTED, Can.STEER_COMPACT),
        Move("use", gettext_lazy("It is in use"), (S.DISTRIBUTED,), S.IN_USE, Can.STEER_COMPACT),
        Move("review", gettext_lazy("Look back at the year"), (S.IN_USE,), S.ANNUAL_REVIEW, Can.STEER_COMPACT),
        Move("retire", gettext_lazy("Close it"), (S.ANNUAL_REVIEW,), S.RETIRED, Can.STEER_COMPACT),
        Move(
            "withdraw",
            gettext_lazy("Withdraw it"),
            IN_FORCE,
            S.RETIRED,
            Can.APPROVE_COMPACT,
            asks_for_note=True,
        ),
        Move(
            "undo",
            gettext_lazy("Undo the approval"),
            IN_FORCE,
            S.RETIRED,
            Can.APPROVE_COMPACT,
            asks_for_note=True,
        ),
    )
}
ENDINGS = {"retire": Ending.CLOSED, "withdraw": Ending.WITHDRAWN, "undo": Ending.UNDONE}


def moves_for(user, version):
    """The steps that a version can take now and the person may take."""
    lets = version.compact.lets
    return [one for one in MOVES.values() if version.state in one.from_states and lets(user, one.permission)]


@transaction.atomic
def move(name, *, version, by, note="", motion=None, board=None):
    """Take a version one step on its way. Raises NotPossible, in words.

    Who may is asked before; the state is asked here, with the row locked. `motion`: for "approve", else the newest
    carried one. `note`: why it is withdrawn or undone, or why comments stayed open. `board`: for the approval of the
    district's own policy, (day, words) of what its board decided.
    """
    step = MOVES[name]
    Compact.objects.select_for_update().get(pk=version.compact_id)  # whoever changes the text holds this lock
    locked = CompactVersion.objects.select_for_update(of=("self",)).select_related("compact__school").get(pk=version.pk)
    if locked.state not in step.from_states:
        raise NotPossible(
            _("Somebody else was faster: this compact is now “%(state)s”.") % {"state": locked.get_state_display()}
        )
    if name == "approve" and locked.compact.school_id:
        motion = motion or carried(locked)
    if reason := why_not(name, locked, note, motion or board):
        raise NotPossible(reason)
    locked.state_before, locked.state, locked.state_since = locked.state, step.to_state, timezone.now()
    if name == "approve":
        keep_decision(locked, motion, by, note, board)
    if name in ENDINGS:
        locked.ending, locked.retired_reason = ENDINGS[name], note
    locked.save()
    if name == "approve":
        retire_earlier(locked)
    if name == "undo":
        go_back(locked, by)
        notices.tell_undone(locked, by=by, note=note)
    return locked


def approve(version, motion, *, by, open_comments_reason=""):
    """Approve a version by a motion of its council. Raises NotPossible with the reason in words."""
    return move("approve", version=version, by=by, note=open_comments_reason, motion=motion)


def why_not(name, version, note, decision):
    """What stands in the way of a move, in words; an empty text where nothing does."""
    if name == "ask-families":
        return " ".join(words for words, _where in missing_for_families(version))
    if name == "to-council":
        return " ".join(words for words, _where in missing_for_council(version))
    if name == "approve":
        return why_not_approved(version, note, decision)
    if name == "distribute" and (waiting := languages.not_ready(version)):
        names = ", ".join(str(one) for one in Language.objects.filter(tag__in=waiting))
        return _("It is not published yet in: %(languages)s.") % {"languages": names or ", ".join(waiting)}
    if name == "use" and not version.handed_out.exists():
        return _("Record first how it was handed out.")
    if name == "retire" and not hasattr(version, "review"):
        return _("Write first what worked, what the figures say and what should change.")
    if name == "withdraw" and not note:
        return _("Say in a sentence why it is withdrawn.")
    if name == "undo" and not note:
        return _("Say in a sentence why the approval does not stand.")
    return ""


def why_not_approved(version, note, decision):
    """`decision`: the motion of the council; of the district's own policy, what its board decided."""
    is_of_school = version.compact.school_id is not None
    if decision is None and is_of_school:
        return _("It is approved by a carried motion of the council: put it on the agenda of a meeting.")
    if decision is None:
        return _("Say which body decided, when, and how it voted.")
    if found := missing_for_council(version):
        return " ".join(words for words, _where in found)
    if is_of_school and (reason := why_not_by(decision, version)):
        return reason
    if not note and (total := open_comments(version).count()):
        return _("Comments are still open (%(total)s): resolve them, or say why they stay open.") % {"total": total}
    return ""


def open_comments(version):
    return version.comments.filter(resolved_at=None, reply_to=None)


def keep_decision(version, motion, by, note, board=None):
    """Keep the vote beside the version; who was there and how each voted stays with the motion."""
    version.approved_by = by
    version.open_comments_reason = note if open_comments(version).exists() else ""
    if motion is None:
        version.approved_on, version.board_decision = board
        version.is_in_time = version.approved_on <= approve_by(version.compact.fall_year, version.compact.kind)
        return
    votes = totals(motion)
    version.motion, version.meeting, version.was_noticed = motion, motion.meeting, True
    version.votes_for, version.votes_against = votes[Choice.FOR], votes[Choice.AGAINST]
    version.votes_abstaining = votes[Choice.ABSTAIN] + votes[Choice.RECUSED]
    version.approved_on = motion.meeting.held_on
    of = version.compact
    version.is_in_time = version.approved_on <= approve_by(of.fall_year, of.kind)


def retire_earlier(version):
    """What was in force at this school before is replaced: its earlier versions, and those of earlier years."""
    of = version.compact
    earlier = CompactVersion.objects.filter(compact__kind=of.kind, compact__fall_year__lte=of.fall_year)
    earlier = earlier.filter(state__in=IN_FORCE, **same_holder(of))
    for one in earlier.exclude(pk=version.pk):
        one.state_before, one.state, one.state_since = one.state, CompactState.RETIRED, timezone.now()
        one.ending, one.replaced_by = Ending.REPLACED, version
        one.save()


def same_holder(compact):
    """Versions of the same school, or of the district: `school=None` would match nothing in a filter."""
    return {"compact__school": compact.school_id} if compact.school_id else {"compact__school__isnull": True}


def go_back(version, by):
    """After an approval was undone: what it had replaced is in force again, and its text waits for another vote.

    What families were given meanwhile stays recorded with the version that was no approval.
    """
    for one in version.replaced.filter(state=CompactState.RETIRED, ending=Ending.REPLACED):
        one.state, one.state_before, one.state_since = one.state_before, "", timezone.now()
        one.ending, one.replaced_by = "", None
        one.save()
    if not version.compact.versions.filter(state__in=EDITABLE).exists():
        again = new_version(version.compact, by=by)
        version.sessions.update(version=again)  # families were heard on this text, and it is voted on again
        again.state = CompactState.COUNCIL_REVIEW
        again.save()


def text_changed(version):
    """After any change of its text: a vote that was taken before does not approve it."""
    version.text_changed_at = timezone.now()
    version.save(update_fields=["text_changed_at"])


# ---------------------------------------------------------------------- beginning


@transaction.atomic
def begin(*, school, fall_year, by, copy_from=None, kind=DocumentKind.COMPACT):
    """A new compact with its first version, blank or with the text of an earlier one; or the one that is there.

    How it was written, and what was heard, is written anew each year. Returns (compact, is new).
    """
    compact, is_new = Compact.objects.get_or_create(
        kind=kind, school=school, fall_year=fall_year, defaults={"begun_by": by}
    )
    if is_new:
        version = compact.versions.create(number=1, begun_by=by)
        if copy_from:
            copy_text(copy_from, version, leave_out=WRITTEN_ANEW, plan_goals=goals_by_indicator(compact))
            languages.carry_over(copy_from, version)
    return compact, is_new


def goals_by_indicator(compact):
    """This year's goals of the school's action plan, one for each indicator."""
    goals = PlanGoal.objects.filter(plan__school=compact.school_id, plan__fall_year=compact.fall_year)
    return {goal.indicator_id: goal for goal in goals}


@transaction.atomic
def new_version(compact, *, by):
    """Another version with the text of the newest one, to be changed; the approved one stays in force meanwhile.

    Raises NotPossible while a version is being written.
    """
    newest = Compact.objects.select_for_update().get(pk=compact.pk).versions.first()
    if newest and newest.state in EDITABLE:
        raise NotPossible(_("Another version of this compact is being written."))
    number = (compact.versions.aggregate(newest=Max("number"))["newest"] or 0) + 1
    version = compact.versions.create(number=number, begun_by=by)
    if newest:
        copy_text(newest, version)
        languages.carry_over(newest, version)
    return version


def copy_text(before, after, leave_out=(), plan_goals=None):
    """The texts, sections and goals of one version into another. `plan_goals`: {indicator: goal} of another year."""
    for name in ALL_TEXTS:
        if name not in leave_out:
            setattr(after, name, getattr(before, name))
    after.save()
    for section in before.sections.prefetch_related("goals"):
        copy = after.sections.create(
            low_grade=section.low_grade,
            high_grade=section.high_grade,
            school_does=section.school_does,
            families_do=section.families_do,
            students_do=section.students_do,
        )
        for goal in section.goals.all():
            tied = goal.plan_goal if plan_goals is None else plan_goals.get(goal.indicator_id)
            copy.goals.create(
                position=goal.position, statement=goal.statement, plan_goal=tied, indicator_id=goal.indicator_id
            )


# ---------------------------------------------------------------------- which version


def in_force(compact):
    """The approved version that families hold; None before there is one."""
    return compact.versions.filter(state__in=IN_FORCE).first()


# ---------------------------------------------------------------------- how two versions differ


@dataclass(frozen=True)
class Difference:
    """One passage in two versions: pieces of ("same" | "gone" | "new", text)."""

    label: str
    pieces: list

    @property
    def is_changed(self):
        return any(kind != "same" for kind, _text in self.pieces)


def differences(before, after):
    """Two versions passage by passage, word by word: in the order of the later one, lost passages last."""
    old, new = ({one.key: one for one in passages(version)} for version in (before, after))
    keys = [*new, *(key for key in old if key not in new)]
    return [
        Difference(
            new.get(key, old.get(key)).label,
            word_pieces(old[key].text if key in old else "", new[key].text if key in new else ""),
        )
        for key in keys
    ]
