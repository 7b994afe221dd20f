from governance.models.compact_languages import CompactTranslation, PassageTranslation
from governance.models.compact_quality import (
    CompactBorrowing,
    QualityAnswer,
    QualityGuide,
    QualityItem,
    QualityReview,
)
from governance.models.compact_use import (
    CompactHandedOut,
    CompactReview,
    CompactTalks,
    CompactYear,
)
from governance.models.compact_voices import CommentAttempts, CompactComment, FamilyComment, InputSession
from governance.models.compacts import Compact, CompactGoal, CompactSection, CompactVersion
from governance.models.councils import Council, CouncilModel, CouncilYear, SeatLine
from governance.models.elections import Candidate, Election
from governance.models.meeting_records import (
    AgendaItem,
    Attendance,
    Correction,
    CouncilAdvice,
    Minutes,
    Motion,
    Vote,
)
from governance.models.meeting_rules import MeetingRules, StandingItem
from governance.models.meetings import CouncilMeeting, Posting, ScheduleFiling
from governance.models.seats import Office, Seat, SeatTerm

__all__ = [
    "CommentAttempts",
    "Compact",
    "CompactBorrowing",
    "QualityAnswer",
    "QualityGuide",
    "QualityItem",
    "QualityReview",
    "CompactComment",
    "CompactGoal",
    "CompactHandedOut",
    "CompactReview",
    "CompactSection",
    "CompactTalks",
    "CompactTranslation",
    "CompactVersion",
    "CompactYear",
    "FamilyComment",
    "InputSession",
    "PassageTranslation",
    "AgendaItem",
    "Attendance",
    "Candidate",
    "Correction",
    "Council",
    "CouncilAdvice",
    "CouncilMeeting",
    "CouncilModel",
    "CouncilYear",
    "Election",
    "MeetingRules",
    "Minutes",
    "Motion",
    "Office",
    "Posting",
    "ScheduleFiling",
    "Seat",
    "SeatLine",
    "SeatTerm",
    "StandingItem",
    "Vote",
]
