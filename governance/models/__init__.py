from governance.models.advices import Advice, AdviceAnswer, SignOff
from governance.models.advisory import (
    AdvisoryAttendance,
    AdvisoryItem,
    AdvisoryMeeting,
    AdvisoryMember,
    AdvisoryQuestion,
    CarriedBack,
)
from governance.models.bylaws import Bylaws
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
from governance.models.compact_voices import CompactComment, FamilyComment, InputSession
from governance.models.compacts import Compact, CompactGoal, CompactSection, CompactVersion
from governance.models.councils import Council, CouncilModel, CouncilYear, SeatLine
from governance.models.duties import DutyRecord, DutyStanding, DutyYear, Reconstitution
from governance.models.effectiveness import (
    Assessment,
    DomainRating,
    EffectivenessProfile,
    EffectivenessRules,
    ImprovementAction,
    ImprovementNote,
    Observation,
    Observer,
    VoiceCount,
)
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
from governance.models.member_notices import MeetingRequest, MeetingTold, MemberNotice
from governance.models.reminders import CouncilReminder
from governance.models.seats import Office, Seat, SeatTerm
from governance.models.training import (
    TrainingContent,
    TrainingMaterial,
    TrainingModule,
    TrainingRecord,
    TrainingRules,
    TrainingSession,
)

__all__ = [
    "Bylaws",
    "Assessment",
    "DomainRating",
    "EffectivenessProfile",
    "EffectivenessRules",
    "ImprovementAction",
    "ImprovementNote",
    "Observation",
    "Observer",
    "VoiceCount",
    "Advice",
    "AdviceAnswer",
    "DutyRecord",
    "DutyStanding",
    "DutyYear",
    "Reconstitution",
    "SignOff",
    "AdvisoryAttendance",
    "AdvisoryItem",
    "AdvisoryMeeting",
    "AdvisoryMember",
    "AdvisoryQuestion",
    "CarriedBack",
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
    "CouncilReminder",
    "CouncilYear",
    "Election",
    "MeetingRequest",
    "MeetingRules",
    "MeetingTold",
    "MemberNotice",
    "Minutes",
    "Motion",
    "Office",
    "Posting",
    "ScheduleFiling",
    "Seat",
    "SeatLine",
    "SeatTerm",
    "StandingItem",
    "TrainingContent",
    "TrainingMaterial",
    "TrainingModule",
    "TrainingRecord",
    "TrainingRules",
    "TrainingSession",
    "Vote",
]
