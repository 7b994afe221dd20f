"""From a council's vote to an approved text: what a motion comes to, in one step with the vote that carries it."""

from dataclasses import dataclass

from governance.compacts import decisions, life
from governance.compacts.life import NotPossible
from governance.models import CompactVersion
from governance.models.compacts import CompactState, DocumentKind
from governance.models.meeting_records import Outcome

__all__ = ["NotPossible", "Standing", "approve_by", "compact_approved_for", "policy_approved_for", "standing"]


@dataclass(frozen=True)
class Standing:
    """How a motion and the text that it is to approve stand: done by it, or why not yet; and what speaks against it
    by now."""

    version: CompactVersion
    is_done: bool
    reason: str
    asks_for_reason: bool
    doubts: list

    @property
    def may_approve(self):
        return not self.is_done and self.version.state == CompactState.COUNCIL_REVIEW


def standing(motion):
    """The `Standing` of a carried motion that approves a text; None for any other."""
    version = motion.approves
    if version is None or motion.outcome != Outcome.CARRIED:
        return None
    if version.motion_id == motion.pk:
        return Standing(version, True, "", False, decisions.doubts(version))
    reason = life.why_not_approved(version, "", motion)
    asks = bool(reason) and not life.why_not_approved(version, "x", motion)
    return Standing(version, False, reason, asks, [])


def approve_by(motion, *, by, open_comments_reason=""):
    """Approve the text of a carried motion. Raises NotPossible with the reason in words."""
    return life.approve(motion.approves, motion, by=by, open_comments_reason=open_comments_reason)


def policy_approved_for(council, fall_year):
    """The engagement policy of a school that its council approved for a school year (duty D5), as the version that was
    approved last; None where there is none. An approval that was undone is none."""
    return approved_for(council, fall_year, DocumentKind.POLICY)


def compact_approved_for(council, fall_year):
    """The same of the school-family compact (duty D6)."""
    return approved_for(council, fall_year, DocumentKind.COMPACT)


def approved_for(council, fall_year, kind):
    found = CompactVersion.objects.approved().select_related("compact__school", "motion__meeting")
    return found.filter(compact__kind=kind, compact__school=council.school_id, compact__fall_year=fall_year).first()
