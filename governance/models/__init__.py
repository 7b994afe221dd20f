from governance.models.compact_languages import CompactTranslation, PassageTranslation
from governance.models.compact_use import (
    CompactHandedOut,
    CompactReview,
    CompactTalks,
    CompactYear,
)
from governance.models.compact_voices import CompactComment, FamilyComment, InputSession
from governance.models.compacts import Compact, CompactGoal, CompactSection, CompactVersion
from governance.models.councils import Council, CouncilMeeting, CouncilMeetingQuerySet, CouncilModel

__all__ = [
    "Compact",
    "CompactComment",
    "CompactGoal",
    "CompactHandedOut",
    "CompactReview",
    "CompactSection",
    "CompactTalks",
    "CompactTranslation",
    "CompactVersion",
    "CompactYear",
    "Council",
    "CouncilMeeting",
    "CouncilMeetingQuerySet",
    "CouncilModel",
    "FamilyComment",
    "InputSession",
    "PassageTranslation",
]
